//! The letterhead of reports (*thể thức*), stored in the plan's file.

use super::text::fold;

/// The names on a report, by Nghị định 30/2020/NĐ-CP, appendix I.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the office ("UBND tỉnh Hà Tĩnh"); printed in capitals.
    pub superior: String,
    /// The office ("Sở Khoa học và Công nghệ"); printed in capitals.
    pub office: String,
    /// The office in short, for a header and the annexes ("Sở KH&CN Hà Tĩnh").
    pub office_short: String,
    /// What follows the number ("BC-SKHCN").
    pub symbol: String,
    /// Where it is signed ("Hà Tĩnh").
    pub place: String,
    /// The signer's office ("GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"), one line each.
    pub signer_title: String,
    /// The signer's full name.
    pub signer: String,
    /// Nơi nhận, one line each; hyphens and closing marks do not count. Empty where neither a person
    /// nor the plan's document names any.
    pub recipients: String,
}

impl Letterhead {
    /// The names of its parts as the command line and the keys of settings write them.
    pub(crate) const PARTS: [&'static str; 8] = [
        "superior",
        "office",
        "office-short",
        "symbol",
        "place",
        "signer-title",
        "signer",
        "recipients",
    ];

    /// One of its parts by name; "" for an unknown name.
    pub(crate) fn part(&self, name: &str) -> &str {
        match name {
            "superior" => &self.superior,
            "office" => &self.office,
            "office-short" => &self.office_short,
            "symbol" => &self.symbol,
            "place" => &self.place,
            "signer-title" => &self.signer_title,
            "signer" => &self.signer,
            "recipients" => &self.recipients,
            _ => "",
        }
    }

    /// One of its parts by name, to be set.
    pub(crate) fn part_mut(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "superior" => &mut self.superior,
            "office" => &mut self.office,
            "office-short" => &mut self.office_short,
            "symbol" => &mut self.symbol,
            "place" => &mut self.place,
            "signer-title" => &mut self.signer_title,
            "signer" => &mut self.signer,
            "recipients" => &mut self.recipients,
            _ => return None,
        })
    }
}

impl Letterhead {
    /// The letterhead of another office, as far as its name gives it: a province in it is
    /// where it is signed and whose committee stands above it. What it does not give stays empty.
    pub(crate) fn of_office(office: &str) -> Self {
        let (superior, place) = match province(office) {
            Some((kind, name)) => (format!("UBND {kind} {name}"), name.to_owned()),
            None => (String::new(), String::new()),
        };
        Self {
            superior,
            place,
            office: office.to_owned(),
            office_short: office.to_owned(),
            ..Self::default()
        }
    }

    /// Whether a name is this office's own, be it written with the province that it is in.
    pub(crate) fn is_named(&self, office: &str) -> bool {
        let own = fold(office).starts_with(&fold(&self.office));
        own && province(office).is_none_or(|(_, name)| fold(name) == fold(&self.place))
    }
}

/// The province or city that an office's name ends in: "Sở Nội vụ tỉnh Quảng Bình".
fn province(office: &str) -> Option<(&'static str, &str)> {
    ["tỉnh", "thành phố"].into_iter().find_map(|kind| {
        let (_, name) = office.split_once(&format!(" {kind} "))?;
        Some((kind, name.trim()))
    })
}

/// The initials that stand for an office in the numbers of its documents: "SKHCN" for "Sở Khoa học
/// và Công nghệ". What names the province is left out. Only a proposal; the setting decides.
pub(crate) fn initials(office: &str) -> String {
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
    fn another_office_s_documents_show_nothing_of_the_plan_s_own_office() {
        let own = Letterhead {
            office: "Sở Khoa học và Công nghệ".to_owned(),
            place: "Hà Tĩnh".to_owned(),
            ..Letterhead::default()
        };
        assert!(own.is_named("Sở Khoa học và Công nghệ"));
        assert!(own.is_named("Sở Khoa học và Công nghệ tỉnh Hà Tĩnh"));
        assert!(!own.is_named("Sở Khoa học và Công nghệ tỉnh Quảng Bình"));
        assert!(!own.is_named("Sở Nội vụ"));
        let other = Letterhead::of_office("Sở Nội vụ tỉnh Quảng Bình");
        assert_eq!(other.superior, "UBND tỉnh Quảng Bình");
        assert_eq!(other.place, "Quảng Bình");
        let city = Letterhead::of_office("Sở Y tế thành phố Đà Nẵng");
        assert_eq!(city.superior, "UBND thành phố Đà Nẵng");
        assert_eq!(Letterhead::of_office("Cục A").place, "");
    }

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
