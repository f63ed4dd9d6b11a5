# What could upset the order of the facts: a writer that keeps its number, a clock that jumps.

# A writer of the same database: it draws a number, writes a fact, and keeps its transaction open. The fact is a real one, of another person.
prendre_un_numero() {
  coproc SUSPENS { sql_de 2>&1; }
  # Gone from the shell as soon as it ends.
  TENANT=$SUSPENS_PID
  disown "$TENANT"
  exec {VERS_TENANT}>&"${SUSPENS[1]}" {DE_TENANT}<&"${SUSPENS[0]}"
  echo "begin;
    with n as (insert into mt_streams (id, type, version) values (gen_random_uuid(), 'trajectoire', 1) returning id),
         e as (select * from mt_events where type = 'personne_inscrite' and version = 1 order by seq_id limit 1)
    insert into mt_events select r.* from n, e,
      lateral jsonb_populate_record(null::mt_events, to_jsonb(e) || jsonb_build_object('seq_id', nextval('mt_events_sequence'), 'id', gen_random_uuid(), 'stream_id', n.id)) r
    returning seq_id;" >&"$VERS_TENANT"
  read -r -t 30 NUMERO <&"$DE_TENANT"
  [[ "$NUMERO" =~ ^[0-9]+$ ]] || mourir "suspens : pas de numéro : $NUMERO"
}

suspens() {
  local n=${fois:-6} i lus=0 gardes=0 avant dernier debut longues=0
  neuf
  preparer_la_charge 1000
  demarrer
  jetons
  head -n 5 "$TRAVAIL/tranches.liste" | xargs cat >"$TRAVAIL/premieres"
  [ "$(envoyer "$TRAVAIL/premieres")" = 200 ] || mourir "suspens : $(cat "$TRAVAIL/reponse")"
  head -n 5 "$TRAVAIL/tranches.liste" >"$TRAVAIL/acquises"
  for i in $(seq 1 "$n"); do
    prendre_un_numero
    charger
    # Others record meanwhile, and no reader goes past the number.
    attendre_un_acquis
    dernier=$(sql 'select max(seq_id) from mt_events')
    [ "$dernier" -gt "$NUMERO" ] || mourir "suspens : les autres écrivains attendent (de $NUMERO à $dernier)."
    lus=$(position)
    [ "$lus" -lt "$NUMERO" ] || mourir "suspens : les chiffres en sont à $lus alors que le fait $NUMERO n'est pas validé."
    debut=$(date +%s%N)
    if ((i % 2)); then
      echo 'commit; \q' >&"$VERS_TENANT"
      gardes=$((gardes + 1))
    else
      kill -9 "$TENANT"
    fi
    # Nothing waits for a delay: the readers have passed the number at once.
    while [ "$(position)" -lt "$NUMERO" ]; do [ $(($(date +%s%N) - debut)) -lt 10000000000 ] || mourir "suspens : le numéro $NUMERO retient encore les lecteurs."; done
    avant=$((($(date +%s%N) - debut) / 1000000))
    [ "$avant" -le "$longues" ] || longues=$avant
    exec {VERS_TENANT}>&- {DE_TENANT}<&-
    cesser
  done
  [ "$longues" -le 4000 ] || mourir "suspens : jusqu'à $longues ms pour passer un numéro rendu."
  finir_la_charge
  verifier "$((ATTENDUS + gardes))" \
    "suspens ($n fois, $gardes validées, $((n - gardes)) mortes, lecteurs repartis en $longues ms au plus, lecture comprise)"
  arreter
}

# The clock of the program and of its database jumps while they work; what measures durations does not.
horloge() {
  local n=${fois:-1} i saut avant sauts=0 actes=0 numero=0 personne reponse code
  exiger_paquets_utiles libfaketime
  local faux; faux=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1)
  [ -n "$faux" ] || { echo "horloge : demande libfaketime ; passée."; return 0; }
  neuf
  preparer_la_charge 1500
  regler_l_horloge +0
  SOUS=(env LD_PRELOAD="$faux" FAKETIME_TIMESTAMP_FILE="$TRAVAIL/decalage" FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1)
  demarrer
  jetons
  code=$(agir /api/trajectoires temoin '{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Temoin"},"codeInsee":"62041"}' "$TRAVAIL/temoin")
  [ "$code" = 201 ] || mourir "horloge : $(cat "$TRAVAIL/temoin")"
  personne=$(grep -oE '"id":"[0-9a-f-]{36}"' "$TRAVAIL/temoin" | head -n 1 | cut -d '"' -f 4)
  for i in $(seq 1 "$n"); do
    for saut in +1h -1h +2d -2d +0; do
      # Half of the jumps happen at work, half between two starts.
      if ((sauts++ % 2)); then
        arreter
        regler_l_horloge "$saut"
        demarrer
      else
        charger
        sleep 0.5
        regler_l_horloge "$saut"
        sleep 1.5
        cesser
      fi
      jetons
      actes=$((actes + 1))
      code=$(agir "/api/trajectoires/$personne/visites" "temoin-$actes" '{"resultat":"realisee"}' "$TRAVAIL/temoin")
      [ "$code" = 200 ] || mourir "horloge ($saut) : un acte est refusé ($code) : $(cat "$TRAVAIL/temoin")"
      charger
      sleep 1
      cesser
    done
  done
  local reculs; reculs=$(sql "select count(*) from (select timestamp < lag(timestamp) over (order by seq_id) - interval '30 minutes' r from mt_events) x where r")
  [ "$reculs" -gt 0 ] || mourir "horloge : l'horloge n'a pas bougé."
  [ "$(sql "select count(*) from mt_events where stream_id = '$personne'")" = $((2 + actes)) ] || mourir "horloge : le dossier témoin n'a pas ses $actes actes."
  [ "$(sql "select count(*) from (select seq_id < lag(seq_id) over (partition by stream_id order by version) r from mt_events) x where r")" = 0 ] || mourir "horloge : un dossier n'est plus dans son ordre."
  finir_la_charge
  verifier "$((ATTENDUS + 2 + actes))" "horloge ($sauts sauts, l'heure a reculé $reculs fois dans l'ordre des faits)"
  arreter
  SOUS=()
}

# Replaced at once: the program must never read half of it.
regler_l_horloge() {
  echo "$1" >"$TRAVAIL/decalage.neuf"
  chmod 644 "$TRAVAIL/decalage.neuf"
  mv "$TRAVAIL/decalage.neuf" "$TRAVAIL/decalage"
  sleep 1.1
}
