# What stops without warning: the program, the database, the room on the disk.

tuer() {
  local n=${fois:-10} i
  neuf
  preparer_la_charge "$((n * 150 > 1000 ? n * 150 : 1000))"
  demarrer
  jetons
  for i in $(seq 1 "$n"); do
    charger
    attendre_un_acquis
    sleep "$(au_hasard 0 2)"
    kill -9 "$SERVEUR"
    wait "$SERVEUR" 2>/dev/null || true
    wait "${CHARGE[@]}" 2>/dev/null || true
    verifier_les_acquis "tuer ($i fois)"
    demarrer
    printf '.' >&2
  done
  echo >&2
  verifier_tout "tuer ($n fois)"
  arreter
}

base() {
  local n=${fois:-5} i code clairs=0
  neuf
  demarrer
  jetons
  for i in $(seq 1 "$n"); do
    (envoyer >"$TRAVAIL/code") &
    local envoi=$!
    sleep "$(au_hasard 0.5 3.5)"
    pg kill
    wait "$envoi" || true
    code=$(cat "$TRAVAIL/code")
    [ "$code" = 503 ] && clairs=$((clairs + 1))
    [ "$code" = 503 ] || [ "$code" = 200 ] || mourir "base : réponse $code au lieu de 503 : $(cat "$TRAVAIL/reponse")"
    pg start
  done
  [ "$(envoyer)" = 200 ] || mourir "base : l'envoi après la panne a échoué : $(cat "$TRAVAIL/reponse")"
  verifier "$TOTAL" "base (arrêtée $n fois, $clairs réponses 503, sans redémarrer le programme)"
  arreter
}

disque() {
  [ "$(id -u)" = 0 ] || { echo "disque : demande d'être root (montage d'un tmpfs) ; passée."; return 0; }
  neuf
  mount -t tmpfs -o size=190m,mode=755 tmpfs "$DONNEES"
  demarrer
  jetons
  local code; code=$(envoyer)
  [ "$code" = 507 ] || [ "$code" = 503 ] || mourir "disque : réponse $code à un disque plein : $(cat "$TRAVAIL/reponse")"
  arreter || true
  mount -o remount,size=2g "$DONNEES"
  demarrer
  [ "$(envoyer)" = 200 ] || mourir "disque : l'envoi après agrandissement a échoué : $(cat "$TRAVAIL/reponse")"
  verifier "$TOTAL" "disque (plein, réponse $code, puis agrandi)"
  arreter
  umount "$DONNEES"
}
