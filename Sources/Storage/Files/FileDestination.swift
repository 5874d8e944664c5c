// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where a file that is written whole goes: what its path leads to, told before a byte is written.
///
/// Links are followed to what they point at. An ordinary file is replaced by a rename; a device, a pipe or
/// an open descriptor such as `/dev/stdout` is written into. A folder that is not there is not made.
public struct FileDestination: Hashable, Sendable {
  /// What stands at the end of the path.
  enum Kind: Hashable, Sendable {
    /// An ordinary file, or nothing yet, with the permissions that it has.
    case file(mode_t?)
    /// A device, a pipe or a socket with a name.
    case stream
    /// Something that this process has open.
    case descriptor(Int32)
  }

  /// What tells a file from all others, whatever the path.
  private enum Identity: Hashable, Sendable {
    case existing(device: UInt, inode: UInt)
    case new(String)
    case none
  }

  /// The path as it was given.
  public let path: String
  /// The path to which links lead.
  let target: String
  let kind: Kind
  private let identity: Identity

  /// Looks where a path leads.
  ///
  /// - Throws: ``FileFailure``: `noFolder` where the folder is not there, `unwritable` where the path is a
  ///   folder or nothing can be written in its folder.
  public init(_ path: String) throws(FileFailure) {
    self.path = path
    var current = path
    for _ in 0..<Self.mostLinks {
      let (folder, name) = try Self.place(current, of: path)
      if folder == "/proc/\(getpid())/fd", let number = Int32(name) {
        (target, kind) = (current, .descriptor(number))
        identity = Self.identity { fstat(number, &$0) }
        return
      }
      let place = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      var status = stat()
      guard lstat(place, &status) == 0 else {
        guard errno == ENOENT else { throw Files.failure(.unwritable, path) }
        try Self.checkFolder(folder, path)
        (target, kind, identity) = (place, .file(nil), .new(place))
        return
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        let link = try Self.link(place)
        current = link.hasPrefix("/") ? link : "\(folder)/\(link)"
      case S_IFDIR: throw FileFailure(.unwritable, path, reason: "it is a folder")
      case S_IFREG:
        try Self.checkFolder(folder, path)
        (target, kind) = (place, .file(status.st_mode & 0o7777))
        identity = Self.identity { lstat(place, &$0) }
        return
      default:
        (target, kind) = (place, .stream)
        identity = Self.identity { lstat(place, &$0) }
        return
      }
    }
    throw FileFailure(.unwritable, path, reason: "its links lead round in a circle")
  }

  /// Whether it is an ordinary file, and so one that takes its place whole.
  public var isOrdinary: Bool { if case .file = kind { true } else { false } }

  /// Whether two paths lead to one file. Devices such as `/dev/null` may be given twice.
  public func isSame(as other: FileDestination) -> Bool {
    identity != .none && identity == other.identity
  }

  /// Whether it is the very file that is read from a path; `-` is the standard input.
  public func isFile(readFrom path: String) -> Bool {
    let read = Self.identity { path == "-" ? fstat(0, &$0) : stat(path, &$0) }
    return identity != .none && identity == read
  }

  private static let mostLinks = 40

  /// The folder of a path without links, and the name in it.
  private static func place(
    _ current: String, of path: String
  ) throws(FileFailure) -> (folder: String, name: String) {
    let name = current.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty else {
      throw FileFailure(.unwritable, path, reason: path.isEmpty ? "no name" : "it is a folder")
    }
    let folder = Files.folder(of: current)
    guard let whole = realpath(folder.isEmpty ? "." : folder, nil) else {
      if errno == ENOENT { throw FileFailure(.noFolder, folder, reason: "for \(path)") }
      throw Files.failure(.unwritable, path)
    }
    defer { free(whole) }
    return (String(cString: whole), String(name))
  }

  private static func checkFolder(_ folder: String, _ path: String) throws(FileFailure) {
    guard access(folder, W_OK | X_OK) == 0 else { throw Files.failure(.unwritable, path) }
  }

  private static func link(_ path: String) throws(FileFailure) -> String {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &text, text.count)
    guard count > 0 else { throw Files.failure(.unwritable, path) }
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What tells a file from others; nothing of a device, into which several may write.
  private static func identity(_ ask: (inout stat) -> Int32) -> Identity {
    var status = stat()
    guard ask(&status) == 0, status.st_mode & S_IFMT != S_IFCHR else { return .none }
    return .existing(device: UInt(status.st_dev), inode: UInt(status.st_ino))
  }
}
