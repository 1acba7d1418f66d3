//! From the types of the table to TypeScript.

use std::any::TypeId;
use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

#[derive(Default)]
pub(super) struct Types {
    /// By name and type: of two types with one name both are written, and a test finds them.
    declared: BTreeMap<(String, TypeId), String>,
    rows: String,
    /// Of the calls without an open journal.
    rescues: String,
}

struct Collector<'t>(&'t mut BTreeMap<(String, TypeId), String>, Config);

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types without a file of their own (numbers, lists, maps) are written where they stand.
        if T::output_path().is_some() {
            let name = (T::ident(&self.1), TypeId::of::<T>());
            if !self.0.contains_key(&name) {
                let docs = T::docs().unwrap_or_default();
                self.0.insert(name, format!("{docs}export {}\n", T::decl(&self.1)));
                T::visit_dependencies(self);
            }
        } else {
            T::visit_dependencies(self);
        }
        T::visit_generics(self);
    }
}

/// Ids and times are strings, and numbers stay below 2^53 (architecture.md, "Numbers on the wire").
fn config() -> Config {
    Config::new().with_large_int("number")
}

impl Types {
    pub(super) fn row<Request: TS + 'static, Reply: TS + 'static>(&mut self, name: &str) {
        let (request, reply) = (Request::name(&config()), Reply::name(&config()));
        self.rows.push_str(&format!("  {name}: {{ request: {request}; reply: {reply} }};\n"));
        self.also::<Request>();
        self.also::<Reply>();
    }

    pub(super) fn rescue<Request: TS + 'static, Reply: TS + 'static>(&mut self, name: &str) {
        let (request, reply) = (Request::name(&config()), Reply::name(&config()));
        self.rescues.push_str(&format!("  {name}: {{ request: {request}; reply: {reply} }};\n"));
        self.also::<Request>();
        self.also::<Reply>();
    }

    pub(super) fn also<T: TS + 'static>(&mut self) {
        Collector(&mut self.declared, config()).visit::<T>();
    }

    pub(super) fn finish(self) -> String {
        let types: Vec<String> = self.declared.into_values().collect();
        format!(
            "// Made from the table of calls in src-tauri/core/src/api/mod.rs by `make types`. Not to be edited.\n\n{}\n/** Every call: its request and its reply. */\nexport type Calls = {{\n{}}};\n\n/** What can be asked where the journal cannot be opened. */\nexport type Rescues = {{\n{}}};\n",
            types.join("\n"),
            self.rows,
            self.rescues
        )
    }
}
