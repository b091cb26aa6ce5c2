//! Child processes and the signals that end them.
//!
//! Invariant: whatever a command started is asked to stop when the workshop is, so nothing outlives it.
//! Each child leads a group of its own, because cargo does not pass a signal on to the tests that it runs.

use std::{
    io,
    os::unix::process::CommandExt,
    process::{Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::failure::Failure;

static REQUESTS: AtomicUsize = AtomicUsize::new(0);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// Passes Ctrl-C and termination on to every running child: first asked, the second time forced.
pub fn pass_signals_on() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        let signal = match REQUESTS.fetch_add(1, Ordering::SeqCst) {
            0 => Signal::TERM,
            _ => Signal::KILL,
        };
        for group in groups().iter() {
            // A group that ended in the meantime needs no signal.
            let _ = kill_process_group(*group, signal);
        }
    })?;
    Ok(())
}

/// Tells whether the workshop was asked to stop.
pub fn stop_requested() -> bool {
    0 < REQUESTS.load(Ordering::SeqCst)
}

/// Runs a command to its end, its output shown.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let written = written(command);
    let (status, _) =
        wait(command).map_err(|source| Failure::Start { command: written.clone(), source })?;
    judge(written, status)
}

/// Runs a command to its end and returns what it printed; what it complains about is shown.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let written = written(command);
    let output = command.stdout(Stdio::piped());
    let (status, printed) =
        wait(output).map_err(|source| Failure::Start { command: written.clone(), source })?;
    judge(written, status).map(|()| printed)
}

/// Runs a command quietly and returns what it printed, or nothing when it fails or is not there.
pub fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn judge(command: String, status: ExitStatus) -> Result<(), Failure> {
    if stop_requested() {
        return Err(Failure::Stopped);
    }
    if !status.success() {
        return Err(Failure::Command { command, status: status.to_string() });
    }
    Ok(())
}

/// Waits for a command; returns how it ended and what it printed where that was asked for.
fn wait(command: &mut Command) -> io::Result<(ExitStatus, String)> {
    let child = command.stdin(Stdio::null()).process_group(0).spawn()?;
    let group = Pid::from_child(&child);
    groups().push(group);
    if stop_requested() {
        // The request may have come between the start of the child and its registration.
        let _ = kill_process_group(group, Signal::TERM);
    }
    let output = child.wait_with_output();
    groups().retain(|known| *known != group);
    output.map(|output| (output.status, String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn groups() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn written(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit('/').next().unwrap_or(&program);
    command
        .get_args()
        .fold(name.to_owned(), |line, argument| line + " " + &argument.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let failure = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(failure.to_string(), "`sh -c exit 3` ended with exit status: 3");
    }

    #[test]
    fn an_absent_program_is_a_failure_to_start() {
        let failure = run(&mut Command::new("ketentafel-no-such-program")).unwrap_err();
        assert!(matches!(failure, Failure::Start { .. }), "{failure}");
        assert_eq!(ask("ketentafel-no-such-program", &[]), None);
    }
}
