//! What languages do to a name: possessives, plurals, pet forms.

/// How a name may be written that is not the name itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// Anna's, Annas, Hans': the label takes over a possessive.
    Possessive,
    /// Jantje, Ännchen, Timmy.
    Pet,
}

/// Every form of a folded name, without the name. Apostrophes are no letters and are looked at where the name stands.
pub(super) fn forms(name: &str) -> Vec<(String, Inflection)> {
    let mut found = Vec::new();
    if !name.is_ascii() || name.len() < 2 {
        return found;
    }
    let last = name.chars().next_back().unwrap_or(' ');
    if last != 's' {
        found.push((format!("{name}s"), Inflection::Possessive));
    }
    if name.len() < 3 {
        return found;
    }
    for ending in ["es", "ens", "ns"] {
        found.push((format!("{name}{ending}"), Inflection::Possessive));
    }
    let mut pets: Vec<String> = Vec::new();
    let mut pet = |stem: &str, endings: &[&str]| pets.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
    pet(
        name,
        &[
            "je", "tje", "pje", "etje", "ka", "ke", "ken", "eke", "chen", "lein", "le", "erl", "li", "y", "ie", "ey",
            "i", "n", "en", "je",
        ],
    );
    if is_vowel(last) {
        let long = if last == 'i' { format!("{name}e") } else { format!("{name}{last}") };
        pet(&long, &["tje"]);
        // Lotte: Lottchen; Anna: Ännchen, Anneke, Annie.
        let stem = name.get(..name.len() - 1).unwrap_or(name);
        if stem.len() >= 3 {
            pet(stem, &["chen", "lein", "je", "tje", "eke", "y", "ie", "i", "erl", "ka", "ko", "ita", "ito"]);
        }
        if last == 'y' {
            pet(stem, &["ie", "i", "ies"]);
        }
    } else {
        pet(&format!("{name}{last}"), &["etje", "y", "ie", "i", "eke"]);
    }
    for mut pet in pets {
        found.push((pet.clone(), Inflection::Pet));
        if !pet.ends_with('s') {
            pet.push('s');
            found.push((pet, Inflection::Pet));
        }
    }
    found
}

/// Other spellings of the same name: umlauts written as two letters, and back.
pub(super) fn spellings(written: &str) -> Vec<String> {
    let lower = written.to_lowercase();
    let folded = crate::text::fold(written);
    let mut found = vec![folded.clone()];
    let spelt = lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('å', "aa").replace('ø', "oe");
    found.push(crate::text::fold(&spelt));
    for (two, one) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
        // Joe and Noemi are no Jö and Nömi: only within.
        if folded.len() > 5 && folded.get(1..folded.len() - 1).is_some_and(|within| within.contains(two)) {
            found.push(folded.replace(two, one));
        }
    }
    if folded.contains("ij") {
        found.push(folded.replace("ij", "y"));
    }
    found.sort();
    found.dedup();
    found
}

pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_forms_that_people_write() {
        let has = |name: &str, form: &str| forms(name).iter().any(|(own, _)| own == form);
        for (name, form) in [
            ("anna", "annas"),
            ("anna", "annaatje"),
            ("jan", "jantje"),
            ("tim", "timmetje"),
            ("tom", "tommy"),
            ("hans", "hanschen"),
            ("lotte", "lottchen"),
            ("anna", "annchen"),
            ("max", "maxens"),
            ("peter", "peterle"),
            ("yusuf", "yusufs"),
            ("bram", "brampje"),
        ] {
            assert!(has(name, form), "{name}: {form}");
        }
        assert!(
            spellings("Müller").contains(&"mueller".to_owned()) && spellings("Mueller").contains(&"muller".to_owned())
        );
        assert!(!spellings("Joe").contains(&"jo".to_owned()));
    }
}
