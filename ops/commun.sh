# Shared by the scripts of this folder: where we are, what is missing, how the program is built.
set -euo pipefail

RACINE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ARTEFACTS="$RACINE/.artefacts"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8

dire() { printf '%s\n' "$*" >&2; }
mourir() { dire "$*"; exit 1; }

# Installs Debian packages that are not there; needs root, and says what to type where it is not.
exiger_paquets() {
  local manquants=() paquet
  for paquet in "$@"; do
    dpkg-query -W -f='${Status}' "$paquet" 2>/dev/null | grep -q 'install ok installed' || manquants+=("$paquet")
  done
  [ ${#manquants[@]} -eq 0 ] && return 0
  [ "$(id -u)" = 0 ] || mourir "Il manque des paquets : sudo apt-get install ${manquants[*]}"
  dire "Installation de ${manquants[*]}…"
  # The server's own cluster is not wanted: each instance has one of its own.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 || true
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${manquants[@]}" >&2
}

# As above, where one can do without: says what is missing and goes on.
exiger_paquets_utiles() { (exiger_paquets "$@") || dire "On continue sans."; }

exiger_dotnet() {
  command -v dotnet >/dev/null || mourir "Il manque le SDK .NET 10 (commande dotnet) : https://learn.microsoft.com/dotnet/core/install/linux"
}

exiger_postgresql() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || exiger_paquets postgresql
}

# The scripts of the pages are built by npm; without it the pages work, without their keys, their notebook and charts one can point at.
exiger_npm() {
  command -v npm >/dev/null || exiger_paquets nodejs npm
}

# Builds and publishes a project once, and again when a source has changed.
# publier PROJET NOM -> .artefacts/NOM/
publier() {
  local projet="$RACINE/$1" sortie="$ARTEFACTS/$2" temoin="$ARTEFACTS/$2.date"
  exiger_dotnet
  if [ ! -e "$temoin" ] || [ -n "$(find "$RACINE/src" "$projet" "$RACINE"/Directory.* "$RACINE/global.json" \
      \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -newer "$temoin" -print -quit)" ]; then
    exiger_npm
    dire "Construction de $2…"
    mkdir -p "$ARTEFACTS"
    local debut; debut=$(mktemp "$ARTEFACTS/date.XXXXXX")
    dotnet publish "$projet" -c Release -o "$sortie" -v q -nologo >&2 || { rm -f "$debut"; mourir "La construction a échoué."; }
    mv "$debut" "$temoin"
  fi
}

accompagnement() {
  publier src/Api api
  dotnet "$ARTEFACTS/api/Accompagnement.Api.dll" "$@"
}

# The value of --donnees among the arguments, or the default.
donnees_de() {
  local precedent= argument
  for argument in "$@"; do
    case "$argument" in --donnees=*) printf '%s' "${argument#--donnees=}"; return;; esac
    [ "$precedent" = --donnees ] && { printf '%s' "$argument"; return; }
    precedent=$argument
  done
  printf '%s' "$RACINE/.data"
}
