// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Glibc

/// The codebook files of one installation: a folder in which the releases stand side by side.
///
/// The folder is the catalogue: a release is installed when its file is there, and a file appears whole
/// or not at all.
public struct CodebookStore: Sendable {
  /// Why a release could not be used or added.
  public enum Failure: Error, Sendable {
    /// The file system said no.
    case file(FileFailure)
    /// A codebook file is damaged or not one; with its path.
    case codebook(CodebookError, path: String)
    /// A release of this name is there already, made from other files.
    case differs(name: String)
  }

  /// The folder.
  public let folder: String

  /// Names a folder; it need not exist yet.
  public init(folder: String) { self.folder = folder }

  private static let suffix = ".codebook"

  /// The path of a release's file.
  public func path(of release: Release) -> String { "\(folder)/\(release.name)\(Self.suffix)" }

  /// The releases installed, by name.
  ///
  /// Only the head of each file is read and checked here; the whole file when it is opened.
  public func releases() throws(Failure) -> [Release] {
    guard Files.isFolder(folder) else { return [] }
    var releases: [Release] = []
    do {
      for name in try Files.names(in: folder) where name.hasSuffix(Self.suffix) {
        let path = "\(folder)/\(name)"
        releases.append(try Self.release(atHeadOf: path))
      }
    } catch let error as FileFailure {
      throw .file(error)
    } catch let error as Failure {
      throw error
    } catch {
      preconditionFailure("no other error is thrown")
    }
    return releases
  }

  /// Reads the release of a codebook: a page of its head is nearly always enough, a release made from many
  /// files wants more.
  private static func release(atHeadOf path: String) throws -> Release {
    var limit = 1 << 12
    while true {
      let head = try Files.read(path, limit: limit)
      do {
        return try head.withUnsafeBytes { try Codebook.release(fromHead: $0) }
      } catch let error as CodebookError {
        guard error.code == .truncated, limit < 1 << 16 else {
          throw Failure.codebook(error, path: path)
        }
        limit = 1 << 16
      }
    }
  }

  /// What tells the file of a release from every other: the checksums in its header, in hexadecimal.
  ///
  /// They cover the table of its sections and so the checksums of all that is in it.
  public func fingerprint(of release: Release) throws(Failure) -> String {
    do throws(FileFailure) {
      let head = try Files.read(path(of: release), limit: 64)
      return head.suffix(24).map { byte in
        let hex = String(byte, radix: 16)
        return hex.utf8.count < 2 ? "0\(hex)" : hex
      }.joined()
    } catch { throw .file(error) }
  }

  /// Opens the codebook of a release; see ``open(path:)``.
  public func open(_ release: Release) throws(Failure) -> Codebook {
    try open(path: path(of: release))
  }

  /// Opens a codebook file and checks all of it, or, of a large file that was checked before and has not been
  /// touched since, its head.
  ///
  /// - Complexity: O(*n*) in the length of the file the first time, then O(1) for files over 2 MiB.
  public func open(path: String) throws(Failure) -> Codebook {
    var mark: CheckedMark?
    var isMarked = false
    let file: MappedFile
    do {
      file = try MappedFile.codebook(path) { status in
        guard status.st_size >= CheckedMark.threshold else { return true }
        let found = CheckedMark(path: path, status: status)
        (mark, isMarked) = (found, found.isThere)
        return !isMarked
      }
    } catch { throw .file(error) }
    do {
      let book = try Codebook(file.bytes, isChecked: isMarked)
      if !isMarked {
        file.rest()
        mark?.set()
      }
      return book
    } catch { throw .codebook(error, path: path) }
  }

  /// Checks a codebook file to the last byte, whatever was noted before.
  public func verify(_ release: Release) throws(Failure) {
    let path = path(of: release)
    let file: MappedFile
    do { file = try MappedFile.codebook(path) { _ in true } } catch { throw .file(error) }
    do { _ = try Codebook(file.bytes) } catch { throw .codebook(error, path: path) }
    file.rest()
  }

  /// What became of a release that was to be added.
  public enum Outcome: String, Sendable {
    /// It is new.
    case added
    /// The same release, made from the same files, was there.
    case present
  }

  /// Adds a release.
  ///
  /// Releases are immutable. Where one of the same name is there and says something else, the new one is
  /// added beside it as a variant; the one that was there first goes on answering.
  ///
  /// - Parameter codebook: Makes the file of a release.
  /// - Returns: The release as it is installed, and whether it is new.
  public func add(
    _ release: Release, codebook: (Release) -> [UInt8]
  ) throws(Failure) -> (release: Release, outcome: Outcome) {
    let file = codebook(release)
    let path = path(of: release)
    if release.edition == Edition.undated.name, let same = try twin(of: release, file) {
      return (same, .present)
    }
    guard Files.exists(path) else {
      try put(file, at: path)
      return (release, .added)
    }
    let old = try open(path: path)
    let new: Codebook
    do {
      new = try Codebook(CodebookBytes(copying: file))
    } catch { throw .codebook(error, path: path) }
    if old.hasSameContent(as: new) { return (old.release, .present) }
    guard release.variant == nil else { throw .differs(name: release.name) }
    return try add(release.asVariant, codebook: codebook)
  }

  /// A dated release that says the same as a list without a date: the list is then nothing new.
  private func twin(of release: Release, _ file: [UInt8]) throws(Failure) -> Release? {
    let new: Codebook
    do { new = try Codebook(CodebookBytes(copying: file)) } catch {
      throw .codebook(error, path: path(of: release))
    }
    for other in try releases()
    where other.set == release.set && other.component == release.component
      && other.edition != release.edition
    {
      if try open(other).hasSameContent(as: new) { return other }
    }
    return nil
  }

  /// Puts the file of a release in the place of the one that is there: for what is made from other
  /// releases and made anew when they change.
  public func replace(_ file: [UInt8], of release: Release) throws(Failure) {
    try put(file, at: path(of: release))
  }

  private func put(_ file: [UInt8], at path: String) throws(Failure) {
    do throws(FileFailure) {
      try Files.makeFolder(Files.folder(of: path))
      try Files.write(file, to: path)
    } catch { throw .file(error) }
  }

  /// Removes a release; nothing happens where it is not installed.
  public func remove(_ release: Release) throws(Failure) {
    do throws(FileFailure) {
      try Files.remove(path(of: release))
      try Files.remove(CheckedMark.path(of: path(of: release)))
    } catch { throw .file(error) }
  }
}
