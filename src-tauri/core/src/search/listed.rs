//! A query whose documents are listed before they are used.
//!
//! tantivy 0.27 asks an excluded phrase for documents before the one it stands at, which its phrase scorer does not allow
//! (a debug assertion; found by the property test `the_index_answers_as_a_plain_reading_does`). A bit set allows it.

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Term;
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED};

/// The documents of a query, without a score.
#[derive(Debug)]
pub(crate) struct Listed(pub(crate) Box<dyn Query>);

impl Clone for Listed {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

struct ListedWeight(Box<dyn Weight>);

impl Query for Listed {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ListedWeight(self.0.weight(enable_scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

impl Weight for ListedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = BitSet::with_max_value(reader.max_doc());
        let mut inner = self.0.scorer(reader, boost)?;
        while inner.doc() != TERMINATED {
            found.insert(inner.doc());
            inner.advance();
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}
