//! A crate's source as its walls see it: which file names what is defined in which other file, by
//! `use` or by a path in the code, also through a re-export, which is followed to where the thing is
//! defined. A `pub use` by itself is a table of contents and no need. Tests, comments and the insides
//! of strings are left out. Text is all that is read, so what macros make is not seen.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A file of the crate.
pub struct File {
    /// Below `src`, with slashes.
    pub path: String,
    /// Its code without comments, strings and tests.
    pub code: String,
}

/// What a module holds.
#[derive(Default)]
struct Module {
    /// The file that it stands in.
    file: usize,
    /// What is defined in it.
    items: BTreeSet<String>,
    /// What it imports, by the name that it has there.
    imports: HashMap<String, Vec<String>>,
    /// From where it imports everything.
    globs: Vec<Vec<String>>,
}

/// The name of a module: its parts from the crate's root on.
type Name = Vec<String>;

pub struct Crate {
    pub files: Vec<File>,
    modules: HashMap<Name, Module>,
    /// Every path that is named, with the module that names it.
    named: Vec<(Name, Vec<String>)>,
}

impl Crate {
    /// Reads the files below a folder.
    pub fn read(src: &Path) -> Self {
        fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    collect(&path, found);
                } else if path.extension().is_some_and(|ext| ext == "rs") {
                    found.push(path);
                }
            }
        }
        let mut found = Vec::new();
        collect(src, &mut found);
        found.sort();
        let files = found.iter().map(|path| {
            let below = path.strip_prefix(src).unwrap().to_str().unwrap();
            (below.to_owned(), std::fs::read_to_string(path).unwrap())
        });
        Self::of(files)
    }

    /// The same of files that are at hand. A file that no other declares, or only for tests, is none
    /// of the crate's.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| {
            let code = without_tests(&without_words(&text));
            let code = code.replace("pub(in crate::", "pub(");
            File { path, code }
        });
        let mut files: Vec<File> = files.collect();
        let declares: HashMap<Name, Vec<Name>> = files
            .iter()
            .map(|file| (module_name(&file.path), declared(file)))
            .collect();
        let mut belongs = BTreeSet::new();
        let mut next = vec![Name::new(), vec!["main".to_owned()]];
        while let Some(name) = next.pop() {
            next.extend(declares.get(&name).into_iter().flatten().cloned());
            belongs.insert(name);
        }
        files.retain(|file| belongs.contains(&module_name(&file.path)));
        let mut read = Self {
            files: Vec::new(),
            modules: HashMap::new(),
            named: Vec::new(),
        };
        for file in files {
            read.module(module_name(&file.path), &file.code, read.files.len());
            read.files.push(file);
        }
        read
    }

    /// Takes in a module and those that stand in it.
    fn module(&mut self, name: Name, code: &str, file: usize) {
        let (mut body, mut uses) = (String::new(), Vec::new());
        let mut rest = code;
        while let Some((at, word)) = first_word(rest, &["use", "mod"]) {
            body.push_str(&rest[..at]);
            let end = end_of_item(rest, at);
            let item = &rest[at..end];
            if word == "use" {
                let public = is_public(&body);
                uses.push((public, item[3..].trim_end_matches(';').to_owned()));
            } else if let Some(open) = item.find('{') {
                let mut inner = name.clone();
                inner.push(item[3..open].trim().to_owned());
                self.module(inner, &item[open + 1..item.len() - 1], file);
            }
            rest = &rest[end..];
        }
        body.push_str(rest);
        let mut module = Module {
            file,
            items: items(&body),
            ..Module::default()
        };
        for (public, tree) in uses {
            for (path, name_there) in expand(&tree) {
                if name_there == "*" {
                    module.globs.push(path[..path.len() - 1].to_vec());
                    self.named.push((name.clone(), path));
                    continue;
                }
                if !public || has_word(&body, &name_there) {
                    self.named.push((name.clone(), path.clone()));
                }
                module.imports.insert(name_there, path);
            }
        }
        for path in paths(&body) {
            self.named.push((name.clone(), path));
        }
        self.modules.insert(name, module);
    }

    /// The module that defines what a path names, seen from another; none where it is not ours.
    fn defines(&self, path: &[String], from: &[String], depth: usize) -> Option<Name> {
        // Two modules that import each other's everything would never end.
        if depth > 20 {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut at: Name = match first.as_str() {
            // The program names its library as everybody does.
            "crate" | "cchc" => Name::new(),
            "self" => from.to_vec(),
            "super" => from[..from.len().saturating_sub(1)].to_vec(),
            _ => {
                rest = path;
                if !self.modules.contains_key(&child(from, first)) {
                    let import = self.modules.get(from)?.imports.get(first)?;
                    let whole: Vec<String> = import.iter().chain(&path[1..]).cloned().collect();
                    return self.defines(&whole, from, depth + 1);
                }
                from.to_vec()
            }
        };
        while let Some((part, behind)) = rest.split_first() {
            match part.as_str() {
                "*" => break,
                "super" => {
                    at.pop();
                }
                part if self.modules.contains_key(&child(&at, part)) => at.push(part.to_owned()),
                part => {
                    let module = self.modules.get(&at)?;
                    if module.items.contains(part) {
                        return Some(at);
                    }
                    if let Some(import) = module.imports.get(part) {
                        let whole: Vec<String> = import.iter().chain(behind).cloned().collect();
                        return self.defines(&whole, &at, depth + 1);
                    }
                    let through = module.globs.iter().find_map(|glob| {
                        let whole: Vec<String> = glob.iter().chain(rest).cloned().collect();
                        let found = self.defines(&whole, &at, depth + 1)?;
                        let holds = self.modules.get(&found)?.items.contains(part);
                        holds.then_some(found)
                    });
                    return Some(through.unwrap_or(at));
                }
            }
            rest = behind;
        }
        Some(at)
    }

    /// From each file to each other one that it needs.
    pub fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, path) in &self.named {
            let Some(to) = self.defines(path, from, 0) else {
                continue;
            };
            let (Some(from), Some(to)) = (self.modules.get(from), self.modules.get(&to)) else {
                continue;
            };
            if from.file != to.file {
                let to = self.files[to.file].path.as_str();
                arrows
                    .entry(&self.files[from.file].path)
                    .or_default()
                    .insert(to);
            }
        }
        arrows
    }
}

/// The groups of files that need each other in circles.
pub fn rings<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<BTreeSet<&'a str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|from| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![*from]);
            while let Some(file) = next.pop() {
                for to in arrows.get(file).into_iter().flatten() {
                    if seen.insert(*to) {
                        next.push(to);
                    }
                }
            }
            (*from, seen)
        })
        .collect();
    let mut rings: Vec<BTreeSet<&str>> = Vec::new();
    for (file, reaches) in &reached {
        if reaches.contains(file) && !rings.iter().any(|ring| ring.contains(file)) {
            let back = |to: &&&str| reached.get(**to).is_some_and(|r| r.contains(file));
            rings.push(reaches.iter().filter(back).copied().collect());
        }
    }
    rings
}

/// The modules that a file declares, each in a file of its own.
fn declared(file: &File) -> Vec<Name> {
    let name = module_name(&file.path);
    let mut declared = Vec::new();
    let mut rest = file.code.as_str();
    while let Some((at, _)) = first_word(rest, &["mod"]) {
        rest = &rest[at + 3..];
        if let Some((module, _)) = rest.split_once(';')
            && module.trim().chars().all(is_part)
        {
            declared.push(child(&name, module.trim()));
        }
    }
    declared
}

fn child(name: &[String], part: &str) -> Name {
    let mut child = name.to_vec();
    child.push(part.to_owned());
    child
}

/// `a/b.rs` and `a/b/mod.rs` are the module a::b; `lib.rs` and `main.rs` are the root.
fn module_name(path: &str) -> Name {
    let mut name: Name = path
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if matches!(name.last().map(String::as_str), Some("mod" | "lib")) {
        name.pop();
    }
    name
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a word stands in the code, not as a part of a longer one.
pub fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(is_part)
            && !code[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

/// Whether the code names a crate: in a path, or alone in a use.
pub fn has_crate(code: &str, krate: &str) -> bool {
    let whole = |at: usize| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| is_part(c) || c == ':')
    };
    [format!("{krate}::"), format!("use {krate};")]
        .iter()
        .any(|form| code.match_indices(form).any(|(at, _)| whole(at)))
}

/// The first of some words that begins an item: at the beginning, or behind a blank, a brace, a bracket or a semicolon.
fn first_word<'a>(code: &str, words: &[&'a str]) -> Option<(usize, &'a str)> {
    let begins = |at: usize, word: &str| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || "{};])".contains(c))
            && after.is_some_and(char::is_whitespace)
    };
    words
        .iter()
        .filter_map(|word| {
            let mut places = code.match_indices(word);
            Some((places.find(|(at, _)| begins(*at, word))?.0, *word))
        })
        .min()
}

/// Whether the item that follows is public, to whomever.
fn is_public(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("pub")
        || before.ends_with(')') && before.contains("pub(") && {
            let open = before.rfind('(').unwrap_or(0);
            before[..open].ends_with("pub")
        }
}

/// Behind the item that begins there: its semicolon, or the brace that closes it.
fn end_of_item(code: &str, from: usize) -> usize {
    let mut depth = 0_i32;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (c == ';' || c == '}') {
            // The braces of `use a::{b};` are followed by its semicolon.
            let semicolon = code[from + at + 1..].starts_with(';');
            return from + at + 1 + usize::from(semicolon);
        }
    }
    code.len()
}

/// The code without comments and without what stands in quotes; every line stays on its line.
fn without_words(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |n: usize| chars.get(n).copied().unwrap_or(' ');
    let mut out = String::with_capacity(text.len());
    let mut n = 0;
    // What is skipped leaves its line ends.
    let skip = |out: &mut String, from: usize, to: usize| {
        let to = to.min(chars.len());
        out.extend(chars[from..to].iter().filter(|c| **c == '\n'));
        to
    };
    while n < chars.len() {
        let begun = n;
        match at(n) {
            '/' if at(n + 1) == '/' => {
                while n < chars.len() && at(n) != '\n' {
                    n += 1;
                }
            }
            '/' if at(n + 1) == '*' => {
                let mut depth = 0;
                while n < chars.len() {
                    match (at(n), at(n + 1)) {
                        ('/', '*') => (depth, n) = (depth + 1, n + 2),
                        ('*', '/') => (depth, n) = (depth - 1, n + 2),
                        _ => n += 1,
                    }
                    if depth == 0 {
                        break;
                    }
                }
                n = skip(&mut out, begun, n);
            }
            'r' if (at(n + 1) == '"' || at(n + 1) == '#')
                && !(n > 0 && is_part(at(n - 1)) && at(n - 1) != 'b') =>
            {
                let mut hashes = 0;
                while at(n + 1 + hashes) == '#' {
                    hashes += 1;
                }
                if at(n + 1 + hashes) == '"' {
                    n += 2 + hashes;
                    let ends = |n: usize| at(n) == '"' && (1..=hashes).all(|h| at(n + h) == '#');
                    while n < chars.len() && !ends(n) {
                        n += 1;
                    }
                    n = skip(&mut out, begun, n + 1 + hashes);
                    out.push_str("\"\"");
                } else {
                    // A name such as r#type.
                    out.push('r');
                    n += 1;
                }
            }
            '"' => {
                n += 1;
                while n < chars.len() && at(n) != '"' {
                    n += if at(n) == '\\' { 2 } else { 1 };
                }
                n = skip(&mut out, begun, n + 1);
                out.push_str("\"\"");
            }
            // A letter in quotes, and not a lifetime.
            '\'' if at(n + 1) == '\\' || at(n + 2) == '\'' => {
                n += if at(n + 1) == '\\' { 3 } else { 2 };
                while n < chars.len() && at(n) != '\'' {
                    n += 1;
                }
                n = skip(&mut out, begun, n + 1);
                out.push_str("\"\"");
            }
            c => {
                out.push(c);
                n += 1;
            }
        }
    }
    out
}

/// The code without what is compiled for tests alone.
fn without_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = ["#[cfg(test)]", "#[cfg(all(test"]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
    {
        out.push_str(&rest[..at]);
        let mut item = at;
        while rest[item..].trim_start().starts_with("#[") {
            item += rest[item..]
                .find(']')
                .map_or(rest.len() - item, |end| end + 1);
        }
        let end = end_of_item(rest, item);
        out.extend(rest[at..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The names of what is defined.
fn items(body: &str) -> BTreeSet<String> {
    const KINDS: [&str; 9] = [
        "struct",
        "enum",
        "trait",
        "fn",
        "type",
        "const",
        "static",
        "union",
        "macro_rules!",
    ];
    let mut items = BTreeSet::new();
    for kind in KINDS {
        for (at, _) in body.match_indices(kind) {
            let before = body[..at].chars().next_back();
            let behind = &body[at + kind.len()..];
            // A lifetime may be called static, and a type of functions begins with fn.
            if before.is_some_and(|c| is_part(c) || c == '\'')
                || !behind.starts_with(char::is_whitespace)
            {
                continue;
            }
            let name: String = behind
                .trim_start()
                .chars()
                .take_while(|c| is_part(*c))
                .collect();
            items.insert(name);
        }
    }
    items
}

/// `a::{b, c::{d as e}}` as paths, each with the name that it gets.
fn expand(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let (before, inner) = (&tree[..open], &tree[open + 1..tree.rfind('}').unwrap()]);
        let (mut out, mut depth, mut from) = (Vec::new(), 0, 0);
        let mut branch = |part: &str| {
            if !part.trim().is_empty() {
                out.extend(expand(&format!("{before}{}", part.trim())));
            }
        };
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    branch(&inner[from..at]);
                    from = at + 1;
                }
                _ => {}
            }
        }
        branch(&inner[from..]);
        return out;
    }
    let (path, name) = match tree.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (tree, None),
    };
    let mut path: Vec<String> = path
        .split("::")
        .map(|part| part.trim().to_owned())
        .collect();
    path.retain(|part| !part.is_empty());
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = name.or_else(|| path.last().cloned());
    name.map(|name| (path, name)).into_iter().collect()
}

/// Every path of at least two parts that is written in the code.
fn paths(body: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = body;
    let mut before = ' ';
    while let Some(at) = rest.find(is_part) {
        before = rest[..at].chars().next_back().unwrap_or(before);
        rest = &rest[at..];
        let mut path = Vec::new();
        loop {
            let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
            path.push(rest[..end].to_owned());
            rest = &rest[end..];
            let Some(behind) = rest.trim_start().strip_prefix("::") else {
                break;
            };
            let behind = behind.trim_start();
            if !behind.starts_with(is_part) {
                break;
            }
            rest = behind;
        }
        if path.len() > 1 && before != ':' {
            found.push(path);
        }
        before = ' ';
    }
    found
}
