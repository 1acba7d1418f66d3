//! Collections with known answers.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Outcome;

/// Which half a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Not looked at while weights were chosen.
    HeldOut,
    /// Looked at.
    Tuned,
    /// Both.
    All,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::HeldOut => "held out",
            Self::Tuned => "tuned on",
            Self::All => "all",
        }
    }
}

pub struct Document {
    pub title: String,
    pub text: String,
}

pub struct Question {
    pub text: String,
    /// The documents that answer it, each with its grade.
    pub right: HashMap<usize, f64>,
    pub part: Part,
}

pub struct Collection {
    /// The language, or the folder's name.
    pub name: String,
    /// ISO 639-1; empty where it is not known.
    pub language: String,
    pub documents: Vec<Document>,
    pub questions: Vec<Question>,
}

/// The collections that are here: that of `LOOPBOOK_QUALITY`, or XQuAD in four languages.
pub fn all() -> Outcome<Vec<Collection>> {
    if let Ok(named) = std::env::var("LOOPBOOK_QUALITY") {
        let (folder, language) = named.rsplit_once(':').unwrap_or((&named, ""));
        return Ok(vec![beir(Path::new(folder), language)?]);
    }
    let data = std::env::var_os("LOOPBOOK_TEST_DATA").map(PathBuf::from);
    let data = data.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"));
    let folder = data.join("ir-xquad");
    if !folder.is_dir() {
        println!("The collection {} is not here, so there is nothing to measure on.", folder.display());
        return Ok(Vec::new());
    }
    ["en", "de", "ar", "zh"].into_iter().map(|language| xquad(&folder, language)).collect()
}

/// Paragraphs of an encyclopedia and questions, each about one of them.
fn xquad(folder: &Path, language: &str) -> Outcome<Collection> {
    let value: Value = serde_json::from_slice(&fs::read(folder.join(format!("xquad.{language}.json")))?)?;
    let (mut documents, mut questions) = (Vec::new(), Vec::new());
    for (number, article) in list(&value["data"]).iter().enumerate() {
        for paragraph in list(&article["paragraphs"]) {
            for asked in list(&paragraph["qas"]) {
                questions.push(Question {
                    text: string(&asked["question"]),
                    right: HashMap::from([(documents.len(), 1.0)]),
                    part: if number % 2 == 0 { Part::Tuned } else { Part::HeldOut },
                });
            }
            let title = string(&article["title"]).replace('_', " ");
            documents.push(Document { title, text: string(&paragraph["context"]) });
        }
    }
    Ok(Collection { name: language.into(), language: language.into(), documents, questions })
}

fn beir(folder: &Path, language: &str) -> Outcome<Collection> {
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut documents = Vec::new();
    for line in read("corpus.jsonl")?.lines() {
        let value: Value = serde_json::from_str(line)?;
        places.insert(string(&value["_id"]), documents.len());
        documents.push(Document { title: string(&value["title"]), text: string(&value["text"]) });
    }
    let mut right: HashMap<String, HashMap<usize, f64>> = HashMap::new();
    for line in read("qrels.tsv")?.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [query, document, grade] = fields.as_slice()
            && let (Some(place), Ok(grade)) = (places.get(*document), grade.parse::<f64>())
            && grade > 0.0
        {
            right.entry((*query).to_owned()).or_default().insert(*place, grade);
        }
    }
    let mut questions = Vec::new();
    for line in read("queries.jsonl")?.lines() {
        let value: Value = serde_json::from_str(line)?;
        if let Some(right) = right.remove(&string(&value["_id"])) {
            questions.push(Question { text: string(&value["text"]), right, part: Part::HeldOut });
        }
    }
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Collection { name, language: language.into(), documents, questions })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}
