//! Letterhead (*thể thức*): who reports as what. Part of the plan's file, so that every report
//! bears the same names.

/// The names on a report, by Nghị định 30/2020/NĐ-CP, appendix I.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the office ("UBND tỉnh Hà Tĩnh"); printed in capitals.
    pub superior: String,
    /// The office ("Sở Khoa học và Công nghệ"); printed in capitals.
    pub office: String,
    /// What follows the number ("BC-SKHCN").
    pub symbol: String,
    /// Where it is signed ("Hà Tĩnh").
    pub place: String,
    /// The signer's office ("GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"), one line each.
    pub signer_title: String,
    /// The signer's full name.
    pub signer: String,
    /// Nơi nhận, one line each without hyphen and closing mark.
    pub recipients: String,
}

impl Letterhead {
    /// The names of its parts as the command line and the keys of settings write them.
    pub const PARTS: [&'static str; 7] = [
        "superior",
        "office",
        "symbol",
        "place",
        "signer-title",
        "signer",
        "recipients",
    ];

    /// What one of its parts says, by name; nothing of a name that is none.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        match name {
            "superior" => &self.superior,
            "office" => &self.office,
            "symbol" => &self.symbol,
            "place" => &self.place,
            "signer-title" => &self.signer_title,
            "signer" => &self.signer,
            "recipients" => &self.recipients,
            _ => "",
        }
    }

    /// One of its parts by name, to be set.
    pub fn part_mut(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "superior" => &mut self.superior,
            "office" => &mut self.office,
            "symbol" => &mut self.symbol,
            "place" => &mut self.place,
            "signer-title" => &mut self.signer_title,
            "signer" => &mut self.signer,
            "recipients" => &mut self.recipients,
            _ => return None,
        })
    }
}

/// The initials that stand for an office in the numbers of its documents: "SKHCN" for "Sở Khoa học
/// và Công nghệ". What names the province is left out. Only a proposal; the setting decides.
#[must_use]
pub fn initials(office: &str) -> String {
    let words = office.split_whitespace();
    let own = words.take_while(|word| !matches!(*word, "tỉnh" | "thành"));
    let counted = own.filter(|word| !matches!(*word, "và" | "-" | "–" | "của"));
    let firsts = counted.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    firsts.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_has_its_initials_and_every_part_has_its_name() {
        assert_eq!(initials("Sở Khoa học và Công nghệ"), "SKHCN");
        assert_eq!(initials("Sở Y tế tỉnh Hà Tĩnh"), "SYT");
        assert_eq!(initials("Sở Giáo dục và Đào tạo"), "SGDĐT");
        let mut names = Letterhead::default();
        for part in Letterhead::PARTS {
            part.clone_into(names.part_mut(part).unwrap_or(&mut String::new()));
            assert_eq!(names.part(part), part);
        }
    }
}
