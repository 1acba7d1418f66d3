"""Makes the faces of the pages from the files named in README.md: `python3 make.py FROM TO`.

Hinting, names in other languages and features that no page uses go; the shapes stay. Wants fonttools.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont


def of(*ranges):
    return {point for first, last in ranges for point in range(first, last + 1)}


def coded(encoding, leads, trails=range(0x40, 0xFF)):
    """What an old double-byte code can write: the signs that its language really uses."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    return found


LATIN = of((0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xFB00, 0xFB06))
GREEK_CYRILLIC = of((0x370, 0x52F), (0x1F00, 0x1FFF), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))
SIGNS = of((0x2070, 0x209F), (0x2100, 0x23FF), (0x2500, 0x25FF), (0xFFFC, 0xFFFD))
CJK = (
    coded("gb2312", range(0xA1, 0xF8))
    | coded("shift_jis", [*range(0x81, 0xA0), *range(0xE0, 0xF0)])
    | coded("big5", range(0xA1, 0xC7))
    | {point for point in coded("euc_kr", range(0xA1, 0xFE)) if 0xAC00 <= point <= 0xD7A3 or 0x3130 <= point <= 0x318F}
    | of((0x3000, 0x312F), (0x31F0, 0x31FF), (0x3200, 0x33FF), (0xFF00, 0xFFEF))
) - LATIN - GREEK_CYRILLIC - of((0x2100, 0x2BFF), (0x1F000, 0x1FFFF))

# Face: where it comes from, which one of a collection, which signs (None: all).
FACES = {
    "Literata-Regular.ttf": ("Literata_400Regular.ttf", None, None),
    "Literata-Italic.ttf": ("Literata_400Regular_Italic.ttf", None, None),
    "Literata-Bold.ttf": ("Literata_700Bold.ttf", None, None),
    "Literata-BoldItalic.ttf": ("Literata_700Bold_Italic.ttf", None, None),
    "LoopbookSans-Regular.ttf": ("SourceSans3_400Regular.ttf", None, LATIN | GREEK_CYRILLIC | SIGNS),
    "LoopbookSans-Italic.ttf": ("SourceSans3_400Regular_Italic.ttf", None, LATIN | GREEK_CYRILLIC),
    "LoopbookSans-SemiBold.ttf": ("SourceSans3_600SemiBold.ttf", None, LATIN | GREEK_CYRILLIC),
    "NotoSansMono-Regular.ttf": ("NotoSansMono-Regular.ttf", None, LATIN | GREEK_CYRILLIC | SIGNS),
    "NotoNaskhArabic-Regular.ttf": ("NotoNaskhArabic-Regular.ttf", None, None),
    "NotoSerifHebrew-Regular.ttf": ("NotoSerifHebrew-Regular.ttf", None, None),
    "NotoSerifArmenian-Regular.ttf": ("NotoSerifArmenian-Regular.ttf", None, None),
    "NotoSerifGeorgian-Regular.ttf": ("NotoSerifGeorgian-Regular.ttf", None, None),
    "NotoSerifEthiopic-Regular.ttf": ("NotoSerifEthiopic-Regular.ttf", None, None),
    "NotoSerifDevanagari-Regular.ttf": ("NotoSerifDevanagari-Regular.ttf", None, None),
    "NotoSerifBengali-Regular.ttf": ("NotoSerifBengali-Regular.ttf", None, None),
    "NotoSansGurmukhi-Regular.ttf": ("NotoSansGurmukhi-Regular.ttf", None, None),
    "NotoSansGujarati-Regular.ttf": ("NotoSansGujarati-Regular.ttf", None, None),
    "NotoSansTamil-Regular.ttf": ("NotoSansTamil-Regular.ttf", None, None),
    "NotoSansTelugu-Regular.ttf": ("NotoSansTelugu-Regular.ttf", None, None),
    "NotoSerifThai-Regular.ttf": ("NotoSerifThai-Regular.ttf", None, None),
    "NotoSansMath-Regular.ttf": ("NotoSansMath-Regular.ttf", None, None),
    "NotoSansSymbols-Regular.ttf": ("NotoSansSymbols-Regular.ttf", None, None),
    "NotoSansSymbols2-Regular.ttf": ("NotoSansSymbols2-Regular.ttf", None, of((0x2000, 0x2BFF), (0x1F000, 0x1F2FF), (0x1F650, 0x1F67F), (0x1F780, 0x1F7FF), (0x1F800, 0x1FBFF))),
    "NotoEmoji-Regular.ttf": ("NotoEmoji_400Regular.ttf", None, None),
    "NotoSansCJKsc-Regular.otf": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", CJK),
}
FEATURES = ["kern", "mark", "mkmk", "liga", "calt", "ccmp", "locl", "rlig", "init", "medi", "fina", "isol", "rclt", "curs", "onum", "lnum", "tnum", "pnum", "abvm", "blwm", "abvs", "blws", "akhn", "rphf", "rkrf", "pref", "blwf", "half", "abvf", "pstf", "cjct", "nukt", "vatu", "pres", "psts", "haln", "dist", "ljmo", "vjmo", "tjmo"]


def face(path, family):
    if family is None:
        return TTFont(path)
    return next(font for font in TTCollection(path).fonts if font["name"].getDebugName(1) == family)


def rename(font):
    """Source is a reserved name: what was cut from it must bear another."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 25):
            text = record.toUnicode().replace("Source Sans 3", "Loopbook Sans").replace("SourceSans3", "LoopbookSans")
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)


def main(source, out):
    for name, (file, family, signs) in FACES.items():
        font = face(next(Path(source).rglob(file)), family)
        options = subset.Options(hinting=False, layout_features=FEATURES, name_languages=[0x409], notdef_outline=True, desubroutinize=False)
        options.drop_tables += ["MATH", "FFTM", "DSIG", "VORG", "vhea", "vmtx", "BASE", "meta"]
        if "CJK" in name:
            options.layout_features = ["ljmo", "vjmo", "tjmo", "ccmp"]
        cut = subset.Subsetter(options)
        cut.populate(unicodes=signs or set(font.getBestCmap()))
        cut.subset(font)
        if name.startswith("Loopbook"):
            rename(font)
        target = Path(out) / name
        font.save(target)
        print(f"{target.stat().st_size / 1024:8.0f} KB  {len(font.getBestCmap()):6} signs  {name}")


main(*sys.argv[1:])
