use std::ffi::OsString;
use std::path::PathBuf;

const USAGE: &str = "usage: serve [--port N] [--journal DIR [--create]] [--dist DIR]
  --port N       0 (the default) takes a free one
  --journal DIR  the journal to serve; without it a fresh one in a temporary folder
  --create       make the journal where it is missing
  --dist DIR     the built pages (default: ui/dist)";

/// What the command line said.
pub struct Arguments {
    /// 0 for a free one.
    pub port: u16,
    /// None: a fresh journal.
    pub journal: Option<PathBuf>,
    /// Make the journal where it is missing.
    pub create: bool,
    /// The built pages.
    pub dist: PathBuf,
}

impl Arguments {
    /// Reads the command line.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut read = Self { port: 0, journal: None, create: false, dist: PathBuf::from("ui/dist") };
        let mut rest = arguments;
        while let Some(argument) = rest.next() {
            let mut value =
                || rest.next().ok_or_else(|| format!("{} wants a value\n{USAGE}", argument.to_string_lossy()));
            match argument.to_str() {
                Some("--port") => {
                    let port = value()?;
                    read.port = port
                        .to_str()
                        .and_then(|port| port.parse().ok())
                        .ok_or_else(|| format!("that is no port\n{USAGE}"))?;
                }
                Some("--journal") => read.journal = Some(value()?.into()),
                Some("--create") => read.create = true,
                Some("--dist") => read.dist = value()?.into(),
                _ => return Err(format!("what is {}?\n{USAGE}", argument.to_string_lossy())),
            }
        }
        Ok(read)
    }
}
