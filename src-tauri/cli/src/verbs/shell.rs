use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::Done;
use crate::arguments::Arguments;
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
    let command = match verb {
        None => program,
        Some(verb) => {
            let found = program.get_subcommands().find(|command| command.get_name() == verb);
            let found = found.ok_or_else(|| Failure::Usage(format!("There is no verb {verb}; `loopbook-cli help` names them")))?;
            found.clone()
        }
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    out.bytes(&page)?;
    Ok(Done::Fine)
}
