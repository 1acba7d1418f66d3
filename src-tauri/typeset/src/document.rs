//! A document as plain data: what is said, not how it looks. Everything in it is text to be shown; nothing is a command.

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Stands large on the first page and in the file's own data; must not be empty for an accessible file.
    pub title: String,
    /// Of the file's own data, where somebody wants to be named.
    pub author: Option<String>,
    /// BCP 47, such as "en" or "nl".
    pub language: String,
    /// Year, month and day for the file's own data: the only date that gets in.
    pub date: Option<(i32, u8, u8)>,
    /// What it is printed on.
    pub sheet: Sheet,
    /// A small line above the title; may be empty.
    pub above: String,
    /// Below the title, on its page.
    pub opening: Vec<Block>,
    /// The heading of a table of contents, where there is to be one.
    pub contents: Option<String>,
    /// At the foot of every page, beside its number; may be empty.
    pub footer: String,
    /// What [`Picture`]s show.
    pub files: Vec<File>,
    /// The document itself.
    pub blocks: Vec<Block>,
}

/// What it is printed on, and for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its size.
    pub paper: Paper,
    /// For eyes that want letters of 17 points.
    pub large_print: bool,
    /// A number beside each line of text, anew on each page.
    pub line_numbers: bool,
    /// Room to write beside the text.
    pub wide_margin: bool,
    /// Black and grey only, and rules that a copier does not lose.
    pub grey: bool,
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// A picture's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// PNG, JPEG, GIF, WebP or, drawn by ourselves, SVG.
    pub bytes: Vec<u8>,
    /// What it is called where a person is told about it.
    pub name: String,
}

/// Something that stands below the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// 1 to 6. Levels must begin at 1 and leave none out for an accessible file.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A small line: when, where, tags, where a picture is from.
    Note(Vec<Inline>),
    /// A list.
    List(List),
    /// Words of another.
    Quote(Vec<Block>),
    /// Text whose spaces and lines matter.
    Code(String),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// A line across, between parts.
    Rule,
    /// What follows begins on a new page.
    PageBreak,
    /// In a language of its own, as [`Document::language`].
    In(String, Vec<Block>),
    /// Set apart by a frame: a task, a card of sentences to begin with.
    Card(Vec<Block>),
    /// Side by side, with their shares of the width.
    Columns(Vec<(u16, Vec<Block>)>),
    /// So many empty lines to write on.
    Lines(u16),
    /// On pages of its own: lines with numbers, and beside them columns with these names to write in.
    Margin(Vec<String>, Vec<Block>),
    /// The document once more, for another reader: on a new page, counted anew, its title and then this.
    Again(Vec<Block>),
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number of one that counts.
    pub first: Option<u64>,
    /// Whether its items stand close to each other.
    pub is_tight: bool,
    /// What it holds.
    pub items: Vec<Item>,
}

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Of a list of tasks: whether it is done.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// From the left.
    pub columns: Vec<Column>,
    /// The cells of the row that names the columns; as many as there are columns, all empty where nothing is named.
    pub head: Vec<Vec<Inline>>,
    /// The other rows, each with as many cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// Whether rows are high, to be written into by hand.
    pub is_form: bool,
    /// As large as the text and with air around it: to be read at arm's length.
    pub is_roomy: bool,
}

/// Of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where its words stand.
    pub side: Side,
    /// Its share of the width.
    pub share: u16,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Where the language begins.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// Where the language ends.
    End,
}

/// A picture in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which of [`Document::files`].
    pub file: usize,
    /// What it shows, for those who do not see it; none is told as a [`Warning`](crate::Warning).
    pub alt: Option<String>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text as it is.
    Text(String),
    /// Said strongly.
    Strong(Vec<Inline>),
    /// Said with weight.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// Text of a machine.
    Code(String),
    /// A way to the web or to mail: the address, and what is read.
    Link(String, Vec<Inline>),
    /// A new line in the same paragraph.
    Break,
    /// Said at the foot of the page.
    Footnote(Vec<Inline>),
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// What is read of a line, without how it is said.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    read(inlines, &mut out);
    out
}

fn read(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Strong(within) | Inline::Emphasis(within) | Inline::Struck(within) | Inline::Link(_, within) => {
                read(within, out)
            }
            Inline::Footnote(_) => {}
        }
    }
}
