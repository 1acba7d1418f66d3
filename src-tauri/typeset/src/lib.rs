//! Pages for paper: a plain document in, PDF and pictures of its pages out.
