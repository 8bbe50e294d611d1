//! File systems that several hosts share, and how they are distinguished from a disk of one's own.

#[cfg(target_os = "linux")]
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The kind of network that a path is on.
#[cfg(target_os = "linux")]
pub(crate) fn network_of(path: &Path) -> Option<String> {
    let magic = u64::try_from(rustix::fs::statfs(path).ok()?.f_type).ok()?;
    let kind = if magic == FUSE { fuse_kind(path) } else { None };
    network(magic, kind.as_deref())
}

/// Elsewhere the kinds have no common numbers.
#[cfg(not(target_os = "linux"))]
pub(crate) fn network_of(_: &Path) -> Option<String> {
    None
}

/// File systems in user space, local and remote ones alike.
const FUSE: u64 = 0x6573_5546;

/// The numbers by which Linux knows file systems that several hosts share, where the memory that
/// SQLite's readers and writers share between them does not reach.
const NETWORKS: [(u64, &str); 14] = [
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xfe53_4d42, "SMB2"),
    (0xff53_4d42, "CIFS"),
    (0x564c, "NCP"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x00c3_6400, "Ceph"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
    (0x7461_636f, "OCFS2"),
    (0x0116_1970, "GFS2"),
];

/// File systems in user space that lead to another host.
const REMOTE_FUSE: [&str; 10] = [
    "sshfs",
    "davfs2",
    "s3fs",
    "rclone",
    "glusterfs",
    "ceph-fuse",
    "gvfsd-fuse",
    "smbnetfs",
    "curlftpfs",
    "gcsfuse",
];

/// What a file system's number says; of one in user space, its kind as the mount table names it.
pub fn network(magic: u64, fuse: Option<&str>) -> Option<String> {
    if magic == FUSE {
        let kind = fuse?.trim_start_matches("fuse.");
        return REMOTE_FUSE.contains(&kind).then(|| kind.to_owned());
    }
    // Numbers above 31 bits come with their sign spread on some machines.
    let magic = magic & 0xffff_ffff;
    let known = NETWORKS.iter().find(|(number, _)| *number == magic);
    known.map(|(_, name)| (*name).to_owned())
}

/// How the mount table names the file system of a path.
#[cfg(target_os = "linux")]
fn fuse_kind(path: &Path) -> Option<String> {
    let device = std::fs::metadata(path).ok()?.dev();
    let number = format!(
        "{}:{}",
        rustix::fs::major(device),
        rustix::fs::minor(device)
    );
    let table = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let line = table
        .lines()
        .find(|line| line.split(' ').nth(2) == Some(number.as_str()))?;
    let (_, kind) = line.split_once(" - ")?;
    kind.split(' ').next().map(str::to_owned)
}
