# The instance that is broken: started, stopped, written to, read, and compared with a rebuild.

preparer() {
  exiger_dotnet
  exiger_postgresql
  publier src/Api api
  API="$ARTEFACTS/api/Accompagnement.Api.dll"
  FICHIER="$RACINE/tests/Donnees/arrageois-2013-2015.ndjson.gz"
  TOTAL=249274
  TRAVAIL=$(mktemp -d /tmp/accompagnement-epreuve.XXXXXX)
  chmod 755 "$TRAVAIL"
  PORT=$((20000 + RANDOM % 20000))
  DONNEES="$TRAVAIL/donnees"
  SERVEUR=
  # What the program is started under: the environment of a trial.
  SOUS=()
}

fin() {
  local enfant
  for enfant in $(jobs -p); do [ "$enfant" = "$SERVEUR" ] || kill "$enfant" 2>/dev/null || true; done
  [ -z "$SERVEUR" ] || kill -TERM "$SERVEUR" 2>/dev/null || true
  [ -z "$SERVEUR" ] || wait "$SERVEUR" 2>/dev/null || true
  [ ! -f "$DONNEES/postgresql/postmaster.pid" ] || pg stop || true
  mountpoint -q "$DONNEES" 2>/dev/null && umount "$DONNEES"
  rm -rf "$TRAVAIL"
}

pg() { # pg start|stop|kill: the embedded server, as its own user
  local bin; bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  local options=(-D "$DONNEES/postgresql" -w -t 60)
  case "$1" in
    stop) options+=(-m fast stop) ;;
    kill) options+=(-m immediate stop) ;;
    start) options+=(-l "$DONNEES/postgresql/serveur.log" start) ;;
  esac
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --init-groups "$bin/pg_ctl" "${options[@]}" >/dev/null 2>&1
  else "$bin/pg_ctl" "${options[@]}" >/dev/null 2>&1; fi
}

neuf() {
  [ ! -f "$DONNEES/postgresql/postmaster.pid" ] || pg stop || true
  rm -rf "$DONNEES"
  mkdir -p "$DONNEES"
}

demarrer() {
  "${SOUS[@]}" dotnet "$API" servir --port "$PORT" --donnees "$DONNEES" >>"$TRAVAIL/serveur.log" 2>&1 &
  SERVEUR=$!
  local i
  for i in $(seq 1 1200); do
    curl -s -o /dev/null "http://127.0.0.1:$PORT/sante/vivant" && return 0
    kill -0 "$SERVEUR" 2>/dev/null || mourir "L'instance ne démarre pas : $(tail -n 5 "$TRAVAIL/serveur.log")"
    sleep 0.05
  done
  mourir "L'instance ne répond pas."
}

# Tokens of the time the program lives in: one to import and read, one to act.
jetons() {
  JETON=$("${SOUS[@]}" dotnet "$API" jeton administrateur --donnees "$DONNEES")
  JETON_AGENT=$("${SOUS[@]}" dotnet "$API" jeton superviseur --agent AGT-0042 --donnees "$DONNEES")
}

arreter() { kill -TERM "$SERVEUR"; wait "$SERVEUR" 2>/dev/null || true; SERVEUR=; }

envoyer() { # [FICHIER [REPONSE]]: the code on stdout, the answer in a file
  local fichier=${1:-$FICHIER} entetes=(-H "Authorization: Bearer $JETON" -H 'Content-Type: application/x-ndjson')
  [[ "$fichier" != *.gz ]] || entetes+=(-H 'Content-Encoding: gzip')
  curl -s -o "${2:-$TRAVAIL/reponse}" -w '%{http_code}' "${entetes[@]}" --data-binary @"$fichier" "http://127.0.0.1:$PORT/api/evenements" || true
}

compte_de() { grep -oE "\"$2\":[0-9]+" "$1" | grep -oE '[0-9]+$'; }

agir() { # CHEMIN CLE CORPS REPONSE: an act of a supervisor
  curl -s -o "$4" -w '%{http_code}' -H "Authorization: Bearer $JETON_AGENT" -H 'Content-Type: application/json' -H "Idempotency-Key: $2" \
    -d "$3" "http://127.0.0.1:$PORT$1" || true
}

lire() { curl -s -H "Authorization: Bearer $JETON" -H "Accept: ${2:-application/json}" "http://127.0.0.1:$PORT$1"; }

position() { lire /sante/pret | grep -oE '"position":[0-9]+' | grep -oE '[0-9]+$'; }

attendre_les_chiffres() {
  local i
  for i in $(seq 1 6000); do
    lire /sante/pret | grep -q '"retard":0' && return 0
    sleep 0.05
  done
  mourir "Les chiffres ne suivent pas : $(lire /sante/pret)"
}

au_hasard() { awk -v s="$RANDOM" -v a="$1" -v b="$2" 'BEGIN { srand(s); printf "%.2f", a + rand() * (b - a) }'; }

sql_de() { # a session with the database
  local port; port=$(sed -n 4p "$DONNEES/postgresql/postmaster.pid")
  PGPASSWORD=$(cat "$DONNEES/cles/postgres") exec psql -h 127.0.0.1 -p "$port" -U accompagnement -d accompagnement -qtAX "$@"
}

sql() { (sql_de -c "$1"); }

empreinte() { sql "select md5(string_agg(l, '|' order by l)) from (select md5(t::text) l from faits.episodes t union all select md5(t::text) from faits.actes t) x"; }

# What must be true whatever happened: every fact once, streams without a hole, projections equal to a rebuild.
verifier() {
  local attendus=$1 titre=$2
  attendre_les_chiffres
  local faits distincts trous avant apres
  faits=$(sql "select count(*) from mt_events where type <> 'tombstone'")
  distincts=$(sql "select count(distinct id) from mt_events where type <> 'tombstone'")
  trous=$(sql "select count(*) from (select stream_id from mt_events where type <> 'tombstone' group by 1 having count(*) <> max(version)) x")
  [ "$faits" = "$attendus" ] && [ "$distincts" = "$attendus" ] && [ "$trous" = 0 ] \
    || mourir "$titre : $faits faits, $distincts distincts, $trous flux troués ; $attendus attendus."
  avant=$(empreinte)
  "${SOUS[@]}" dotnet "$API" reconstruire --donnees "$DONNEES" >/dev/null
  apres=$(empreinte)
  [ "$avant" = "$apres" ] || mourir "$titre : les projections diffèrent d'une reconstruction."
  echo "$titre : $faits faits, chacun une fois ; projections égales à une reconstruction."
}
