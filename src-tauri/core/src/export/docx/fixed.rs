//! The parts of an office text that hold nothing that a person wrote but its title.

use typeset::{Document, Paper};

use super::xml::escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Names of the elements of a text.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>",
);

/// Word is told to ask for nothing and to note nobody.
pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:removePersonalInformation/><w:removeDateAndTime/>"#,
    r#"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"#,
    r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#,
);

pub(super) fn head(xml: &str) -> String {
    format!("{HEAD}{xml}")
}

pub(super) fn content_types() -> String {
    let kind = |part: &str, kind: &str| {
        format!(
            r#"<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        )
    };
    head(&format!(
        concat!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#,
            r#"<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="gif" ContentType="image/gif"/>"#,
            r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{}{}{}{}{}{}</Types>"#
        ),
        kind("word/document.xml", "document.main"),
        kind("word/styles.xml", "styles"),
        kind("word/numbering.xml", "numbering"),
        kind("word/footnotes.xml", "footnotes"),
        kind("word/settings.xml", "settings"),
        kind("word/footer1.xml", "footer"),
    ))
}

/// Title and language; no author and no times.
pub(super) fn core(document: &Document) -> String {
    head(&format!(
        concat!(
            r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">"#,
            "<dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>"
        ),
        escaped(&document.title),
        escaped(&document.language)
    ))
}

pub(super) fn footer(document: &Document) -> String {
    let (_, across) = page(document);
    head(&format!(
        concat!(
            r#"<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{across}"/></w:tabs></w:pPr>"#,
            r#"<w:r><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#
        ),
        escaped(&document.footer),
        W = W,
        across = across
    ))
}

/// The properties of the pages, and the width of the text in twentieths of a point.
pub(super) fn page(document: &Document) -> (String, u32) {
    let sheet = document.sheet;
    let (width, height) = match sheet.paper {
        Paper::A4 => (11_906, 16_838),
        Paper::Letter => (12_240, 15_840),
    };
    let (left, right) = match (sheet.large_print, sheet.wide_margin) {
        (false, false) => (1_900, 2_200),
        (false, true) => (1_440, 4_100),
        (true, false) => (1_240, 1_240),
        (true, true) => (1_160, 3_400),
    };
    let lines =
        if sheet.line_numbers { r#"<w:lnNumType w:countBy="1" w:distance="340" w:restart="newPage"/>"# } else { "" };
    let properties = format!(
        concat!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="{}" w:h="{}"/>"#,
            r#"<w:pgMar w:top="1520" w:right="{}" w:bottom="1680" w:left="{}" w:header="720" w:footer="720" w:gutter="0"/>{}</w:sectPr>"#
        ),
        width, height, right, left, lines
    );
    (properties, width - left - right)
}

/// The properties of the same pages with a number at each line.
pub(super) fn numbered(document: &Document) -> String {
    let mut document = Document { sheet: document.sheet, ..Document::default() };
    document.sheet.line_numbers = true;
    page(&document).0
}

/// Each colour, and the grey that stands in its place.
const GREYS: [(&str, &str); 6] = [
    ("25231E", "000000"),
    ("5C574C", "3C3C3C"),
    ("1F635A", "000000"),
    (HAIR, "828282"),
    ("8B8577", "5A5A5A"),
    ("F6F4EF", "F5F5F5"),
];
/// Thin lines.
const HAIR: &str = "CFC9BC";

/// The colour of thin lines.
pub(super) fn hair(document: &Document) -> &'static str {
    let grey = GREYS.iter().find(|(colour, _)| *colour == HAIR).map_or(HAIR, |(_, grey)| *grey);
    if document.sheet.grey { grey } else { HAIR }
}

/// Names, looks and order of the styles. Sizes are half points.
pub(super) fn styles(document: &Document) -> String {
    let large = document.sheet.large_print;
    let size = if large { 34 } else { 21 };
    let small = if large { 31 } else { 18 };
    let of = |share: u32| size * share / 100;
    let sans = r#"<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>"#;
    let soft = r#"<w:color w:val="5C574C"/>"#;
    let mut out = format!(
        concat!(
            r#"<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/>"#,
            r#"<w:color w:val="25231E"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>"#,
            r#"<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="312" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#
        ),
        W = W,
        size = size,
        language = escaped(&document.language)
    );
    let mut style = |id: &str, name: &str, paragraph: &str, run: &str| {
        let next = if id.starts_with("Heading") || id == "Title" { r#"<w:next w:val="Normal"/>"# } else { "" };
        out.push_str(&format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{next}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        ));
    };
    style(
        "Above",
        "Above the title",
        r#"<w:suppressLineNumbers/><w:spacing w:after="60"/>"#,
        &format!(r#"{sans}<w:b/><w:color w:val="1F635A"/><w:sz w:val="{small}"/>"#),
    );
    style(
        "Title",
        "Title",
        r#"<w:suppressLineNumbers/><w:spacing w:after="200" w:line="252" w:lineRule="auto"/>"#,
        &format!(r#"<w:sz w:val="{}"/>"#, of(if large { 160 } else { 210 })),
    );
    for (level, (share, before, look)) in [
        (150, 480, ""),
        (112, 360, "<w:b/>"),
        (100, 300, "<w:b/>"),
        (100, 280, "<w:i/>"),
        (95, 260, "<w:i/>"),
        (95, 260, "<w:i/>"),
    ]
    .into_iter()
    .enumerate()
    {
        let level = level + 1;
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &format!(
                r#"<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120" w:line="264" w:lineRule="auto"/><w:outlineLvl w:val="{}"/>"#,
                level - 1
            ),
            &format!(r#"{look}<w:sz w:val="{}"/>"#, of(share)),
        );
    }
    style("Note", "Note", r#"<w:spacing w:after="200"/>"#, &format!(r#"{sans}{soft}<w:sz w:val="{small}"/>"#));
    style("Contents", "Contents", r#"<w:suppressLineNumbers/><w:spacing w:after="60"/>"#, "");
    style(
        "Quote",
        "Quote",
        r#"<w:pBdr><w:left w:val="single" w:sz="12" w:space="10" w:color="CFC9BC"/></w:pBdr><w:ind w:left="400"/>"#,
        "",
    );
    style(
        "Code",
        "Code",
        r#"<w:suppressLineNumbers/><w:shd w:val="clear" w:color="auto" w:fill="F6F4EF"/><w:spacing w:after="0" w:line="264" w:lineRule="auto"/>"#,
        &format!(
            r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/><w:sz w:val="{small}"/>"#
        ),
    );
    style("ListParagraph", "List Paragraph", r#"<w:spacing w:after="60"/>"#, "");
    style(
        "Rule",
        "Rule",
        r#"<w:suppressLineNumbers/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="CFC9BC"/></w:pBdr><w:spacing w:before="200" w:after="320"/>"#,
        "",
    );
    style(
        "Line",
        "Line to write on",
        r#"<w:suppressLineNumbers/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="8B8577"/><w:between w:val="single" w:sz="4" w:space="1" w:color="8B8577"/></w:pBdr><w:spacing w:before="120" w:after="0"/>"#,
        "",
    );
    style(
        "Cell",
        "Cell",
        r#"<w:suppressLineNumbers/><w:spacing w:before="40" w:after="40" w:line="264" w:lineRule="auto"/>"#,
        &format!(r#"{sans}<w:sz w:val="{small}"/>"#),
    );
    style("Footer", "footer", "", &format!(r#"{sans}{soft}<w:sz w:val="{small}"/>"#));
    style(
        "FootnoteText",
        "footnote text",
        r#"<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>"#,
        &format!(r#"{sans}<w:sz w:val="{small}"/>"#),
    );
    for (id, name, run) in [
        ("Hyperlink", "Hyperlink", r#"<w:color w:val="1F635A"/><w:u w:val="single"/>"#),
        (
            "CodeCharacter",
            "Code Character",
            r#"<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:noProof/>"#,
        ),
        ("FootnoteReference", "footnote reference", r#"<w:vertAlign w:val="superscript"/>"#),
    ] {
        out.push_str(&format!(
            r#"<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>"#
        ));
    }
    out.push_str("</w:styles>");
    if document.sheet.grey {
        for (colour, grey) in GREYS {
            out = out.replace(&format!("\"{colour}\""), &format!("\"{grey}\""));
        }
    }
    head(&out)
}
