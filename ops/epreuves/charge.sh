# What records while the instance is broken: a simulated département sent slice after slice, and files opened one by one.
# Each writer notes what was acknowledged, goes on from there after a fault, and repeats as it was what got no answer.

LIGNES_PAR_TRANCHE=400
ACTEURS=2

preparer_la_charge() { # PERSONNES
  rm -rf "$TRAVAIL/tranches"
  mkdir -p "$TRAVAIL/tranches"
  "$RACINE/ops/simuler" --personnes "$1" --graine 8 2>/dev/null | split -l "$LIGNES_PAR_TRANCHE" -a 6 -d - "$TRAVAIL/tranches/t"
  ls "$TRAVAIL"/tranches/t* >"$TRAVAIL/tranches.liste"
  : >"$TRAVAIL/acquises"
  local a; for a in $(seq 1 "$ACTEURS"); do : >"$TRAVAIL/inscrits.$a"; done
}

envoyer_les_tranches() { # until told to stop
  local tranche
  while [ ! -e "$TRAVAIL/assez" ]; do
    tranche=$(sed -n "$(($(wc -l <"$TRAVAIL/acquises") + 1))p" "$TRAVAIL/tranches.liste")
    [ -n "$tranche" ] || return 0
    [ "$(envoyer "$tranche" "$TRAVAIL/reponse.tranche")" = 200 ] || return 0
    [ "$(compte_de "$TRAVAIL/reponse.tranche" rejetes)" = 0 ] || mourir "Une tranche a des lignes refusées : $(cat "$TRAVAIL/reponse.tranche")"
    echo "$tranche" >>"$TRAVAIL/acquises"
  done
}

inscrire_sans_cesse() { # NUMERO
  local n code
  while [ ! -e "$TRAVAIL/assez" ]; do
    n=$(($(wc -l <"$TRAVAIL/inscrits.$1") + 1))
    code=$(agir /api/trajectoires "epreuve-$1-$n" '{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Essai"},"codeInsee":"62041"}' "$TRAVAIL/inscription.$1")
    [ "$code" = 201 ] || return 0
    grep -oE '"id":"[0-9a-f-]{36}"' "$TRAVAIL/inscription.$1" | head -n 1 | cut -d '"' -f 4 >>"$TRAVAIL/inscrits.$1"
  done
}

CHARGE=()
charger() { # starts the writers; they stop when they get no answer
  rm -f "$TRAVAIL/assez"
  envoyer_les_tranches & CHARGE=($!)
  local a; for a in $(seq 1 "$ACTEURS"); do inscrire_sans_cesse "$a" & CHARGE+=($!); done
}

# A fault before anything was acknowledged shows nothing.
attendre_un_acquis() {
  local avant i; avant=$(cat "$TRAVAIL/acquises" "$TRAVAIL"/inscrits.* | wc -l)
  for i in $(seq 1 1200); do
    [ "$(cat "$TRAVAIL/acquises" "$TRAVAIL"/inscrits.* | wc -l)" -le $((avant + ACTEURS)) ] || return 0
    sleep 0.05
  done
  mourir "Rien n'est enregistré : $(tail -n 5 "$TRAVAIL/serveur.log")"
}

cesser() { # each writer ends what it has begun
  touch "$TRAVAIL/assez"
  wait "${CHARGE[@]}" 2>/dev/null || true
}

finir_la_charge() { # what is left of the slices, at once
  rm -f "$TRAVAIL/assez"
  tail -n +"$(($(wc -l <"$TRAVAIL/acquises") + 1))" "$TRAVAIL/tranches.liste" >"$TRAVAIL/restantes"
  if [ -s "$TRAVAIL/restantes" ]; then
    xargs cat <"$TRAVAIL/restantes" >"$TRAVAIL/reste.ndjson"
    [ "$(envoyer "$TRAVAIL/reste.ndjson")" = 200 ] && [ "$(compte_de "$TRAVAIL/reponse" rejetes)" = 0 ] || mourir "Le reste n'a pas pu être envoyé : $(cat "$TRAVAIL/reponse")"
    cat "$TRAVAIL/restantes" >>"$TRAVAIL/acquises"
  fi
  ATTENDUS=$(($(cat "$TRAVAIL"/tranches/t* | wc -l) + 2 * $(inscrits | wc -l)))
}

inscrits() { cat "$TRAVAIL"/inscrits.*; }

# Before anything is sent again, everything acknowledged is there.
verifier_les_acquis() {
  local lignes faits absents
  lignes=$({ xargs -r cat <"$TRAVAIL/acquises"; } | wc -l)
  inscrits | sed "s/.*/('&')/" | paste -sd, >"$TRAVAIL/attendus"
  absents=0
  [ ! -s "$TRAVAIL/attendus" ] || [ "$(cat "$TRAVAIL/attendus")" = "" ] || absents=$(echo "select count(*) from (values $(cat "$TRAVAIL/attendus")) a(id) where not exists (select from mt_streams where mt_streams.id = a.id::uuid and version >= 2)" | (sql_de -f -))
  faits=$(sql "select count(*) from mt_events where type <> 'tombstone'")
  [ "$absents" = 0 ] && [ "$faits" -ge $((lignes + 2 * $(inscrits | wc -l))) ] \
    || mourir "$1 : $absents dossiers confirmés absents ; $faits faits pour $lignes confirmés et $(inscrits | wc -l) inscriptions."
}

# The acknowledged slices again: not one fact of theirs is new. Then everything, to its end.
verifier_tout() { # TITRE
  xargs -r cat <"$TRAVAIL/acquises" >"$TRAVAIL/acquises.ndjson"
  [ "$(envoyer "$TRAVAIL/acquises.ndjson")" = 200 ] || mourir "$1 : le nouvel envoi a échoué : $(cat "$TRAVAIL/reponse")"
  [ "$(compte_de "$TRAVAIL/reponse" acceptes)" = 0 ] || mourir "$1 : des faits confirmés s'étaient perdus : $(cat "$TRAVAIL/reponse")"
  local confirmes; confirmes=$(wc -l <"$TRAVAIL/acquises.ndjson")
  finir_la_charge
  verifier "$ATTENDUS" "$1, $confirmes faits et $(inscrits | wc -l) inscriptions confirmés pendant l'épreuve"
}
