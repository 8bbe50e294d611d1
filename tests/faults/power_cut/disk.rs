//! A disk that keeps for certain only what it was asked to keep: bytes of a file by a sync of the
//! file, names in a folder by a sync of the folder.

use super::recording::Step;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How a file system treats names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// A name lasts from the sync of its folder on, and not before: what POSIX promises.
    ByFolder,
    /// Whatever is synced takes all names before it along, as ext4 does.
    ByJournal,
}

/// What lies under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Clone, Debug)]
enum Write {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Write {
    fn on(&self, file: &mut Vec<u8>) {
        match self {
            Self::Bytes { at, bytes } => {
                if file.len() < at + bytes.len() {
                    file.resize(at + bytes.len(), 0);
                }
                file[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Self::Length(length) => file.resize(*length, 0),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct File {
    kept: Vec<u8>,
    waiting: Vec<Write>,
}

/// One change of names, which comes whole or not at all.
#[derive(Clone, Debug)]
struct Naming {
    folders: Vec<PathBuf>,
    sets: Vec<(PathBuf, Option<Node>)>,
}

impl Naming {
    fn new(sets: Vec<(PathBuf, Option<Node>)>) -> Self {
        let folders = sets
            .iter()
            .map(|(path, _)| path.parent().unwrap().to_owned());
        Self {
            folders: folders.collect(),
            sets,
        }
    }

    fn on(&self, names: &mut BTreeMap<PathBuf, Node>) {
        for (path, node) in &self.sets {
            match node {
                Some(node) => names.insert(path.clone(), *node),
                None => names.remove(path),
            };
        }
    }
}

/// What a folder holds after the power has come back: its files' bytes, and folders as nothing.
pub type Left = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// Of the names that no sync has settled, which have come to the disk.
#[derive(Clone, Copy, Debug)]
pub enum NamesKept {
    None,
    All,
    FirstHalf,
    LastHalf,
    AllButFirst,
    OnlyLast,
}

/// Of the bytes that no sync has settled, which have come to the disk.
#[derive(Clone, Copy, Debug)]
pub enum BytesKept {
    None,
    All,
    /// Every second write, beginning with this one.
    Alternate(usize),
    OnlyLast,
    AllButLast,
    /// The files' lengths and none of the bytes.
    Lengths,
    /// Every second sector of this size, beginning with this one.
    Sectors(usize, usize),
    /// The sectors of the front half of what is new, or of the back half.
    Half(bool),
    /// Only one of the files, the n-th.
    OneFile(usize),
}

/// Every way in which names are lost, with every way in which bytes are lost.
pub const LOSSES: &[(NamesKept, BytesKept)] = {
    use BytesKept as B;
    use NamesKept as N;
    &[
        (N::None, B::None),
        (N::All, B::All),
        (N::All, B::None),
        (N::None, B::All),
        (N::All, B::Lengths),
        (N::All, B::Sectors(512, 0)),
        (N::All, B::Sectors(512, 1)),
        (N::All, B::Sectors(4096, 0)),
        (N::All, B::Sectors(4096, 1)),
        (N::All, B::Half(true)),
        (N::All, B::Half(false)),
        (N::All, B::Alternate(0)),
        (N::All, B::Alternate(1)),
        (N::All, B::OnlyLast),
        (N::All, B::AllButLast),
        (N::All, B::OneFile(0)),
        (N::All, B::OneFile(1)),
        (N::None, B::Sectors(512, 0)),
        (N::None, B::Half(true)),
        (N::None, B::Alternate(1)),
        (N::FirstHalf, B::All),
        (N::FirstHalf, B::None),
        (N::LastHalf, B::All),
        (N::LastHalf, B::None),
        (N::AllButFirst, B::All),
        (N::OnlyLast, B::All),
        (N::OnlyLast, B::None),
    ]
};

/// The disk in the midst of a recording.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    model: Names,
    files: Vec<File>,
    now: BTreeMap<PathBuf, Node>,
    kept: BTreeMap<PathBuf, Node>,
    waiting: Vec<Naming>,
}

impl Disk {
    /// A disk that has kept all that lies in a folder.
    pub fn new(root: &Path, model: Names, there: &Left) -> Self {
        let mut disk = Self {
            root: root.to_owned(),
            model,
            files: Vec::new(),
            now: BTreeMap::new(),
            kept: BTreeMap::new(),
            waiting: Vec::new(),
        };
        for (path, bytes) in there {
            let node = bytes.as_ref().map_or(Node::Folder, |bytes| {
                disk.file(File {
                    kept: bytes.clone(),
                    waiting: Vec::new(),
                })
            });
            disk.now.insert(path.clone(), node);
        }
        disk.kept = disk.now.clone();
        disk
    }

    fn file(&mut self, file: File) -> Node {
        self.files.push(file);
        Node::File(self.files.len() - 1)
    }

    /// Does what a call does.
    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Open { path, empty } => {
                if !self.now.contains_key(path) {
                    let made = self.file(File::default());
                    self.name(vec![(path.clone(), Some(made))]);
                } else if *empty {
                    self.write(path, Write::Length(0));
                }
            }
            Step::Resize { path, length } => self.write(path, Write::Length(*length)),
            Step::Write { path, at, bytes } => {
                let (at, bytes) = (*at, bytes.clone());
                self.write(path, Write::Bytes { at, bytes });
            }
            Step::Sync(path) => self.sync(path),
            Step::Rename { from, to } => {
                let moved = self.now.get(from).copied();
                self.name(vec![(from.clone(), None), (to.clone(), moved)]);
            }
            Step::Exchange(one, other) => {
                let (a, b) = (self.now.get(one).copied(), self.now.get(other).copied());
                self.name(vec![(one.clone(), b), (other.clone(), a)]);
            }
            Step::Link { from, to } => {
                let node = self.now.get(from).copied();
                self.name(vec![(to.clone(), node)]);
            }
            Step::Unlink(path) => self.name(vec![(path.clone(), None)]),
            Step::Folder(path) => self.name(vec![(path.clone(), Some(Node::Folder))]),
            Step::Reported => {}
        }
    }

    fn name(&mut self, sets: Vec<(PathBuf, Option<Node>)>) {
        let naming = Naming::new(sets);
        naming.on(&mut self.now);
        self.waiting.push(naming);
    }

    fn write(&mut self, path: &Path, write: Write) {
        let Some(Node::File(file)) = self.now.get(path) else {
            panic!("{} is written and was never made", path.display());
        };
        self.files[*file].waiting.push(write);
    }

    fn sync(&mut self, path: &Path) {
        // What is no file is a folder; the one that all this stands in has no name here.
        let node = self.now.get(path).copied().unwrap_or(Node::Folder);
        if let Node::File(file) = node {
            let file = &mut self.files[file];
            for write in std::mem::take(&mut file.waiting) {
                write.on(&mut file.kept);
            }
        }
        let settled = |naming: &Naming| match self.model {
            Names::ByJournal => true,
            Names::ByFolder => naming.folders.iter().any(|folder| folder == path),
        };
        let (lasting, waiting) = self.waiting.drain(..).partition(settled);
        self.waiting = waiting;
        let lasting: Vec<Naming> = lasting;
        for naming in lasting {
            naming.on(&mut self.kept);
        }
    }

    /// What is there after the power fails now and comes back.
    pub fn left(&self, (names, bytes): (NamesKept, BytesKept)) -> Left {
        let all = self.waiting.len();
        let mut there = self.kept.clone();
        for (nth, naming) in self.waiting.iter().enumerate() {
            let kept = match names {
                NamesKept::None => false,
                NamesKept::All => true,
                NamesKept::FirstHalf => nth < all / 2,
                NamesKept::LastHalf => nth >= all / 2,
                NamesKept::AllButFirst => nth > 0,
                NamesKept::OnlyLast => nth + 1 == all,
            };
            if kept {
                naming.on(&mut there);
            }
        }
        let unsettled = |file: &usize| !self.files[*file].waiting.is_empty();
        let order: Vec<usize> = (0..self.files.len()).filter(unsettled).collect();
        let mut left = Left::new();
        for (path, node) in &there {
            let folder = path.parent().unwrap();
            // Below a folder whose own name is lost there is nothing.
            if folder != self.root && !left.contains_key(folder) {
                continue;
            }
            let content = match node {
                Node::Folder => None,
                Node::File(file) => Some(self.content(*file, bytes, &order)),
            };
            left.insert(path.clone(), content);
        }
        left
    }

    /// What of a file has come to the disk. `order` are the files that wait for it.
    fn content(&self, number: usize, kept: BytesKept, order: &[usize]) -> Vec<u8> {
        let file = &self.files[number];
        let all = file.waiting.len();
        let chosen = |choose: &dyn Fn(usize) -> bool| {
            let mut content = file.kept.clone();
            for (nth, write) in file.waiting.iter().enumerate() {
                if choose(nth) {
                    write.on(&mut content);
                }
            }
            content
        };
        match kept {
            BytesKept::None => file.kept.clone(),
            BytesKept::All => chosen(&|_| true),
            BytesKept::Alternate(first) => chosen(&|nth| nth % 2 == first),
            BytesKept::OnlyLast => chosen(&|nth| nth + 1 == all),
            BytesKept::AllButLast => chosen(&|nth| nth + 1 < all),
            BytesKept::OneFile(nth) => {
                let this = order.get(nth) == Some(&number);
                chosen(&|_| this)
            }
            BytesKept::Lengths => mixed(&file.kept, &chosen(&|_| true), 512, |_| false),
            BytesKept::Sectors(size, first) => {
                mixed(&file.kept, &chosen(&|_| true), size, |nth| nth % 2 == first)
            }
            BytesKept::Half(front) => {
                let new = chosen(&|_| true);
                let differs = |nth: &usize| {
                    let sector = |content: &[u8]| {
                        let sector = content.chunks(512).nth(*nth);
                        sector.map(<[u8]>::to_vec)
                    };
                    sector(&file.kept) != sector(&new)
                };
                let changed: Vec<usize> = (0..new.len().div_ceil(512)).filter(differs).collect();
                let middle = changed.get(changed.len() / 2).copied().unwrap_or_default();
                mixed(&file.kept, &new, 512, |nth| (nth < middle) == front)
            }
        }
    }
}

/// The old content and the new one, sector by sector, in the new length.
fn mixed(old: &[u8], new: &[u8], sector: usize, is_new: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut content = old.to_vec();
    content.resize(new.len(), 0);
    for (nth, bytes) in new.chunks(sector).enumerate() {
        if is_new(nth) {
            content[nth * sector..][..bytes.len()].copy_from_slice(bytes);
        }
    }
    content
}
