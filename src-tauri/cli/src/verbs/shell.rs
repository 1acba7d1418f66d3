use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use crate::Done;
use crate::arguments::{Arguments, CODES, IDS, JSON, SENTENCES};
use crate::failure::Failure;
use crate::out::Out;

/// Prints completions.
pub fn completions(shell: Shell, out: &mut Out) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "loopbook-cli", &mut script);
    out.bytes(&script)?;
    Ok(Done::Fine)
}

/// Prints a manual page.
pub fn man(verb: Option<&str>, out: &mut Out) -> Result<Done, Failure> {
    let mut program = Arguments::command();
    program.build();
    let page = match verb {
        None => of_the_program(program)?,
        Some(verb) => {
            let found = program.get_subcommands().find(|command| command.get_name() == verb);
            let unknown = || Failure::Usage(format!("There is no verb {verb}; `loopbook-cli help` names them"));
            let mut page = Vec::new();
            Man::new(found.ok_or_else(unknown)?.clone()).render(&mut page)?;
            page
        }
    };
    out.bytes(&page)?;
    Ok(Done::Fine)
}

/// The page of the program, with the sections that a manual has and a help text has not.
fn of_the_program(program: Command) -> io::Result<Vec<u8>> {
    let man = Man::new(program);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    for (name, text) in [("IDS", IDS), ("JSON", JSON), ("EXIT STATUS", CODES), ("DIAGNOSTICS", SENTENCES)] {
        let text = text.replace('\\', "\\e").replace('-', "\\-");
        write!(page, ".SH {name}\n.nf\n{text}\n.fi\n")?;
    }
    Ok(page)
}
