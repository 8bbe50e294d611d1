//! Programs killed at any moment.

use crate::file::{Dice, assert_sound, notes, shell};
use std::io::Read;
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Lets the program run for so long, then kills it; says whether it had ended well before.
pub fn acknowledged(mut child: Child, grace: Duration) -> bool {
    let mut out = child.stdout.take().unwrap();
    let (ended, end) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let _ = out.read_to_string(&mut String::new());
        let _ = ended.send(());
    });
    let _ = end.recv_timeout(grace);
    // A program that has ended already is not hurt.
    let _ = child.kill();
    let status = child.wait().unwrap();
    reader.join().unwrap();
    status.success()
}

#[test]
fn whatever_was_acknowledged_outlives_a_kill_at_any_moment() {
    let shell = shell();
    let write = |body: &str| {
        shell
            .command(&["note", "2.1-6", body])
            .env("CCHC_DB", shell.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    for nth in 0..3 {
        assert!(acknowledged(
            write(&format!("Trước {nth}")),
            Duration::from_secs(60)
        ));
    }
    let usual = u64::try_from(begun.elapsed().as_micros() / 3).unwrap();
    let mut dice = Dice(0x5eed_2021);
    let (mut kept, mut killed) = (Vec::new(), 0);
    for nth in 0..60 {
        let body = format!("Bị ngắt giữa chừng lần {nth}");
        let grace = Duration::from_micros(dice.roll(usual + usual / 4));
        if acknowledged(write(&body), grace) {
            kept.push(body);
        } else {
            killed += 1;
        }
        let there = notes(&shell.file());
        let lost: Vec<&String> = kept.iter().filter(|b| !there.contains(*b)).collect();
        assert!(lost.is_empty(), "{lost:?}");
        if nth % 10 == 9 {
            assert_sound(&shell.file());
        }
    }
    assert!(killed > 0, "no kill came in time");
    assert_sound(&shell.file());
    shell.run("note 2.1-6 Mọi_việc_vẫn_ổn").ok();
}
