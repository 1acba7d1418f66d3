//! What everything is measured against: a page of results by plain tantivy (one field for the title, one for the body,
//! nothing sealed), rows from plain SQLite and tantivy's own snippets; made as `../shared/bench/rustbench` makes it.

use std::collections::HashMap;
use std::ops::Bound;
use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, MoreLikeThisQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, OwnedValue, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::Outcome;

struct Fields {
    row: Field,
    created: Field,
    tags: Field,
    title: Field,
    body: Field,
}

pub struct Page {
    index: Index,
    fields: Fields,
    reader: IndexReader,
    rows: Connection,
    bodies: HashMap<String, String>,
}

const ROWS: &str =
    "CREATE TABLE entry(rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, created_at TEXT, title TEXT, kind TEXT, body TEXT)";

fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(60))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer("fold").set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        row: builder.add_u64_field("row", INDEXED | FAST),
        created: builder.add_i64_field("created", INDEXED | FAST),
        tags: builder.add_text_field("tags", STRING),
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text),
    };
    (builder.build(), fields)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Days since 1970 of "YYYY-MM-DD…", near enough for a filter.
fn days(date: &str) -> i64 {
    let part = |from: usize, to: usize| date.get(from..to).and_then(|part| part.parse::<i64>().ok()).unwrap_or(0);
    (part(0, 4) - 1970) * 372 + (part(5, 7) - 1) * 31 + part(8, 10)
}

impl Page {
    /// The rows, and after them the index on one thread; what work each was, in seconds of all processors.
    pub fn build(folder: &Path, entries: &[Value]) -> Outcome<(Self, f64, f64)> {
        let began = cpu_time::ProcessTime::now();
        let mut rows = Connection::open(folder.join("page.db"))?;
        rows.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;",
        )?;
        rows.execute_batch(ROWS)?;
        let tx = rows.transaction()?;
        {
            let mut insert = tx.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)")?;
            for (entry, row) in entries.iter().zip(1i64..) {
                let [id, at, title, kind, body] =
                    ["id", "created_at", "title", "kind", "body"].map(|name| text(entry, name));
                insert.execute(params![row, id, at, title, kind, body])?;
            }
        }
        tx.commit()?;
        let stored = began.elapsed().as_secs_f64();
        let began = cpu_time::ProcessTime::now();
        let (schema, fields) = schema();
        let place = folder.join("page-index");
        std::fs::create_dir_all(&place)?;
        let index = Index::create_in_dir(place, schema)?;
        index.tokenizers().register("fold", analyzer());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 60_000_000)?;
        for (entry, row) in entries.iter().zip(1u64..) {
            let mut doc = TantivyDocument::new();
            doc.add_u64(fields.row, row);
            doc.add_i64(fields.created, days(text(entry, "created_at")));
            doc.add_text(fields.title, text(entry, "title"));
            doc.add_text(fields.body, text(entry, "body"));
            for tag in entry["tags"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                doc.add_text(fields.tags, tag);
            }
            writer.add_document(doc)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let indexed = began.elapsed().as_secs_f64();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let bodies =
            entries.iter().map(|entry| (text(entry, "id").to_owned(), text(entry, "body").to_owned())).collect();
        Ok((Self { index, fields, reader, rows, bodies }, stored, indexed))
    }

    fn any(&self, make: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
        let title: Box<dyn Query> = Box::new(BoostQuery::new(make(self.fields.title), 3.0));
        Box::new(BooleanQuery::new(vec![(Occur::Should, title), (Occur::Should, make(self.fields.body))]))
    }

    fn query(&self, kind: &str, query: &Value) -> Box<dyn Query> {
        let words: Vec<String> = {
            let mut analyzer = analyzer();
            let mut stream = analyzer.token_stream(text(query, "q"));
            let mut words = Vec::new();
            while stream.advance() {
                words.push(stream.token().text.clone());
            }
            words
        };
        let of = |field, word: &str| Term::from_field_text(field, word);
        let term = |word: &str| {
            self.any(|field| Box::new(TermQuery::new(of(field, word), IndexRecordOption::WithFreqs)) as Box<dyn Query>)
        };
        let all = |clauses: Vec<Box<dyn Query>>| -> Box<dyn Query> {
            Box::new(BooleanQuery::new(clauses.into_iter().map(|clause| (Occur::Must, clause)).collect()))
        };
        let first = words.first().map(String::as_str).unwrap_or_default();
        match kind {
            "phrase" if words.len() > 1 => self.any(|field| {
                Box::new(PhraseQuery::new(words.iter().map(|word| of(field, word)).collect())) as Box<dyn Query>
            }),
            "prefix" => {
                let last = words.len().saturating_sub(1);
                let begins = |word: &str| {
                    self.any(|field| Box::new(FuzzyTermQuery::new_prefix(of(field, word), 0, true)) as Box<dyn Query>)
                };
                all(words
                    .iter()
                    .enumerate()
                    .map(|(at, word)| if at == last { begins(word) } else { term(word) })
                    .collect())
            }
            "typo" => self.any(|field| Box::new(FuzzyTermQuery::new(of(field, first), 1, true)) as Box<dyn Query>),
            "filtered" => {
                let tag = TermQuery::new(of(self.fields.tags, text(query, "tag")), IndexRecordOption::Basic);
                let day =
                    |name: &str| Bound::Included(Term::from_field_i64(self.fields.created, days(text(query, name))));
                all(vec![
                    term(first),
                    Box::new(ConstScoreQuery::new(Box::new(tag), 0.0)),
                    Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(day("from"), day("to"))), 0.0)),
                ])
            }
            "like" => {
                let body = self.bodies.get(text(query, "id")).cloned().unwrap_or_default();
                Box::new(
                    MoreLikeThisQuery::builder()
                        .with_min_doc_frequency(2)
                        .with_max_query_terms(25)
                        .with_min_word_length(4)
                        .with_document_fields(vec![(self.fields.body, vec![OwnedValue::Str(body)])]),
                )
            }
            _ if words.len() == 1 => term(first),
            _ => all(words.iter().map(|word| term(word)).collect()),
        }
    }

    fn top(&self, query: &dyn Query, limit: usize) -> Outcome<(Vec<u64>, usize)> {
        let searcher = self.reader.searcher();
        let (top, total) = searcher.search(query, &(TopDocs::with_limit(limit).order_by_score(), Count))?;
        let mut rows = Vec::with_capacity(top.len());
        for (_, address) in top {
            let column = searcher.segment_reader(address.segment_ord).fast_fields().u64("row")?;
            rows.extend(column.first(address.doc_id));
        }
        Ok((rows, total))
    }

    /// The whole page as one JSON text, and how many there are.
    pub fn page(&self, kind: &str, query: &Value) -> Outcome<(String, usize)> {
        let query = self.query(kind, query);
        let (rows, total) = self.top(&*query, 20)?;
        let mut snippets = SnippetGenerator::create(&self.reader.searcher(), &*query, self.fields.body)?;
        snippets.set_max_num_chars(160);
        let mut read =
            self.rows.prepare_cached("SELECT id, created_at, title, kind, body FROM entry WHERE rowid = ?")?;
        let mut hits = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, at, title, kind, body): (String, String, String, String, String) = read
                .query_row([row as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
            let snippet = snippets.snippet(&body);
            let html = if snippet.is_empty() { body.chars().take(160).collect::<String>() } else { snippet.to_html() };
            hits.push(json!({"id": id, "at": at, "title": title, "kind": kind, "html": html}));
        }
        Ok((serde_json::to_string(&json!({"total": total, "hits": hits}))?, total))
    }

    /// "More like this" alone, as the table compares it.
    pub fn like(&self, query: &Value) -> Outcome<usize> {
        Ok(self.top(&*self.query("like", query), 20)?.0.len())
    }

    /// A bare commit: one body written again, durable.
    pub fn save(&self, row: i64) -> Outcome {
        self.rows.execute("UPDATE entry SET body = body || ' x' WHERE rowid = ?", [row])?;
        Ok(())
    }

    /// Bytes of its index.
    pub fn size(&self) -> Outcome<u64> {
        Ok(self.index.reader()?.searcher().space_usage()?.total().get_bytes())
    }
}
