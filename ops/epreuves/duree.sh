# What comes in damaged, and what lasts.

mutations() {
  local n=${fois:-10000}
  neuf
  demarrer
  jetons
  { gzip -dc "$FICHIER" 2>/dev/null || true; } | head -n "$n" | awk -v s=62 'BEGIN { srand(s) } {
    k = int(rand() * 8); l = length($0); p = 1 + int(rand() * l)
    if (k == 0) print substr($0, 1, p)
    else if (k == 1) print substr($0, 1, p - 1) substr($0, p + 1)
    else if (k == 2) print substr($0, 1, p) sprintf("%c", 33 + int(rand() * 94)) substr($0, p + 1)
    else if (k == 3) { gsub(/"data":\{/, "\"data\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{"); print }
    else if (k == 4) { gsub(/:"/, ":9e999,\""); print }
    else if (k == 5) print $0 $0
    else if (k == 6) { r = ""; for (i = 0; i < 200; i++) r = r $0; gsub(/\}/, "", r); print r }
    else print substr($0, 1, p) "\\ud800\\u0000" substr($0, p + 1)
  }' >"$TRAVAIL/mutes.ndjson"
  head -c 10485760 /dev/zero | tr '\0' 'x' >>"$TRAVAIL/mutes.ndjson"; echo >>"$TRAVAIL/mutes.ndjson"
  printf '\xff\xfe\x00{"specversion":\xc3\x28}\n' >>"$TRAVAIL/mutes.ndjson"
  local code vus gardes
  code=$(envoyer "$TRAVAIL/mutes.ndjson")
  [ "$code" = 200 ] || mourir "mutations : réponse $code : $(head -c 500 "$TRAVAIL/reponse")"
  gardes=$(compte_de "$TRAVAIL/reponse" acceptes)
  vus=$((gardes + $(compte_de "$TRAVAIL/reponse" dejaConnus) + $(compte_de "$TRAVAIL/reponse" rejetes)))
  [ "$vus" -ge $((n + 2)) ] || mourir "mutations : $vus lignes répondues sur $((n + 2))."
  kill -0 "$SERVEUR" || mourir "mutations : le programme est tombé."
  local memoire; memoire=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$SERVEUR/status")
  [ "$memoire" -le 900 ] || mourir "mutations : $memoire Mo de mémoire."
  verifier "$gardes" "mutations ($n lignes abîmées, une de 10 Mo, une d'UTF-8 faux : $vus réponses, programme debout, $memoire Mo au plus)"
  arreter
}

memoire_du_programme() { awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$SERVEUR/status"; }

trempage() {
  local minutes=${fois:-60} limite i=0 faits=$TOTAL memoire code page lectures=0
  neuf
  preparer_la_charge 10
  demarrer
  jetons
  [ "$(envoyer)" = 200 ] || mourir "trempage : l'import a échoué."
  finir_la_charge
  attendre_les_chiffres
  memoire=$(memoire_du_programme)
  charger
  limite=$(($(date +%s) + minutes * 60))
  while [ "$(date +%s)" -lt "$limite" ]; do
    i=$((i + 1))
    # The staff and the services of a wave are those of the load, known already: only its people come.
    "$RACINE/ops/simuler" --personnes 200 --depuis 2013 --jusqua 2026 --graine "$((i + 100))" --sortie "$TRAVAIL/tous.ndjson.gz" >/dev/null 2>&1
    gzip -dc "$TRAVAIL/tous.ndjson.gz" | grep -vE '"subject":"(agent|structure)/' | gzip -1 >"$TRAVAIL/vague.ndjson.gz"
    [ "$(envoyer "$TRAVAIL/vague.ndjson.gz")" = 200 ] || mourir "trempage : une vague a échoué : $(cat "$TRAVAIL/reponse")"
    faits=$((faits + $(compte_de "$TRAVAIL/reponse" acceptes)))
    for page in "/api/rapports/portrait-territorial?annee=$((2013 + i % 12))" /api/pilotage/listes-attente /api/pilotage/charge "/api/pilotage/delais?code=D$((1 + i % 6))"; do
      code=$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $JETON_AGENT" -H 'Accept: text/csv' "http://127.0.0.1:$PORT$page" || true)
      [ "$code" = 200 ] || mourir "trempage : $page répond $code."
      lectures=$((lectures + 1))
    done
  done
  cesser
  finir_la_charge
  verifier "$((faits + ATTENDUS))" "trempage ($minutes minutes, $i vagues, $(inscrits | wc -l) inscriptions, $lectures lectures, mémoire de $memoire à $(memoire_du_programme) Mo)"
  arreter
}
