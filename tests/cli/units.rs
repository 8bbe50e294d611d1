//! Units entered and changed by people.

use crate::support::shell::Shell;

#[test]
fn a_unit_is_added_given_work_renamed_and_undone() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let out = shell
        .run("units add QLCN --name Phòng_Quản_lý_công_nghệ --alias P.CN;Quản_lý_công_nghệ")
        .ok();
    assert!(
        out.contains("Đã lưu đơn vị: QLCN · Phòng Quản lý công nghệ"),
        "{out}"
    );
    shell.run("edit 2.1-01 --lead p.cn").ok();
    shell
        .run("units edit QLCN --rename CNS --name Phòng_Công_nghệ_số")
        .ok();
    let listed = shell.run("list --search cong_nghe_so --unit CNS").ok();
    assert!(
        listed.contains("2.1-01") && listed.contains("CNS"),
        "{listed}"
    );
    let log = shell.run("log --limit 1").ok();
    assert!(
        log.contains("thành “Phòng Công nghệ số” (trước: “Phòng Quản lý công nghệ”)"),
        "{log}"
    );
    shell.run("undo").ok();
    assert!(shell.run("units").ok().contains("QLCN"));
    assert!(shell.run("check").ok().contains("Không có lỗi"));
}

#[test]
fn no_two_units_answer_to_the_same_name() {
    let shell = Shell::empty();
    shell.run("init --year 2021").ok();
    let before = shell.bytes();
    for line in [
        "units add VP --name Văn_phòng_khác",
        "units add VP2 --name van_phong_so",
        "units add VP2 --name Văn_phòng_hai --alias VP_Sở",
        "units edit KHTC --rename vp",
    ] {
        let out = shell.run(line).failed(4);
        assert!(out.contains("đã là tên của đơn vị khác"), "{line}: {out}");
    }
    let out = shell.run("units edit KHTC --rename vp").failed(4);
    assert!(out.contains("“vp”"), "{out}");
    // Letters that only look like those of another unit's name: Cyrillic, of full width.
    for (alike, of) in [("VР", "VP"), ("\u{FF36}\u{FF30}", "VP"), ("КНТС", "KHTC")] {
        let out = shell
            .args(&["units", "add", alike, "--name", "X"])
            .failed(4);
        let message = format!("“{alike}” trông giống hệt “{of}” của đơn vị khác");
        assert!(out.contains(&message), "{out}");
    }
    // What is not to be seen at all is refused with its place.
    for unseen in ["VP\u{AD}", "VP\u{2060}", "VP\u{FE0F}", "VP\u{E0041}"] {
        let out = shell
            .args(&["units", "add", unseen, "--name", "X"])
            .failed(4);
        assert!(out.contains("vị trí 3"), "{out}");
    }
    let out = shell.run("units add DÀI_QUÁ_TÁM --name Tên").failed(4);
    assert!(out.contains("tối đa 8"), "{out}");
    shell.run("units add").failed(2);
    shell.run("units edit KHÔNG_CÓ --name Tên").failed(3);
    assert_eq!(shell.bytes(), before);
}
