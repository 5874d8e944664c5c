// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Whole files and folders of the file system.
public enum Files {
  /// Reads a whole file, or its first `limit` bytes; `-` is the standard input.
  public static func read(_ path: String, limit: Int = .max) throws(FileFailure) -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.unreadable, path) }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw FileFailure(.unreadable, path, reason: "it is a folder")
    }
    bytes.reserveCapacity(min(limit, max(0, Int(status.st_size)) + 1))
    let block = 1 << 20
    while bytes.count < limit {
      let start = bytes.count
      let wanted = min(block, limit - start)
      var count = 0
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      bytes.withUnsafeMutableBytes { buffer in
        repeat {
          count = Glibc.read(
            descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[start...]).baseAddress,
            wanted)
        } while count < 0 && errno == EINTR
      }
      bytes.removeLast(wanted - max(0, count))
      if count < 0 { throw failure(.unreadable, path) }
      if count == 0 { break }
    }
    return bytes
  }

  /// Writes a file so that it is there whole or not at all, whatever happens meanwhile.
  ///
  /// The bytes go to a file of another name in the same folder, are flushed to the disk, and take the
  /// place of the old file by a rename. Links are followed; a device or a pipe is written into.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileFailure) {
    let file = try StreamedFile(path)
    try file.append(bytes)
    try file.finish()
  }

  /// Hands over the bytes of a file, a block at a time.
  public static func forEachBlock(
    of path: String, _ body: (UnsafeRawBufferPointer) throws(FileFailure) -> Void
  ) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.unreadable, path) }
    defer { close(descriptor) }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = Glibc.read(descriptor, block.baseAddress, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(.unreadable, path) }
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  /// Makes the names in a file's folder safe on the disk, so that a rename outlives a loss of power.
  public static func secureFolder(of path: String) throws(FileFailure) {
    let folder = folder(of: path)
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(.unwritable, path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(.unwritable, path) }
  }

  /// Gives a file another name in the same file system.
  public static func move(_ path: String, to target: String) throws(FileFailure) {
    guard rename(path, target) == 0 else { throw failure(.unwritable, target) }
  }

  /// Makes a folder and those above it, where they are not there yet.
  public static func makeFolder(_ path: String) throws(FileFailure) {
    if path.isEmpty || isFolder(path) { return }
    try makeFolder(folder(of: path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(.unwritable, path) }
  }

  /// Writes bytes to a new file in the folder for temporary files; who asked for it removes it.
  public static func temporary(_ bytes: [UInt8]) throws(FileFailure) -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/cleanclaim-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw failure(.unwritable, path) }
    close(descriptor)
    try write(bytes, to: path)
    return path
  }

  /// Removes a file; nothing happens where there is none.
  public static func remove(_ path: String) throws(FileFailure) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(.unwritable, path) }
  }

  /// Tells whether something is there.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Tells whether a folder is there.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted; hidden ones are left out.
  public static func names(in folder: String) throws(FileFailure) -> [String] {
    guard let directory = opendir(folder) else { throw failure(.unreadable, folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The paths of all files below a folder, sorted; the path itself where it is a file.
  public static func tree(_ path: String) throws(FileFailure) -> [String] {
    guard isFolder(path) else {
      guard exists(path) || path == "-" else { throw FileFailure(.notFound, path) }
      return [path]
    }
    var found: [String] = []
    for name in try names(in: path) {
      let inside = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      switch kind(inside) {
      case S_IFDIR: found += try tree(inside)
      case S_IFREG: found.append(inside)
      case S_IFLNK where !isFolder(inside): found.append(inside)
      // Pipes, sockets and devices are no files; a link to a folder may lead round in a circle.
      default: break
      }
    }
    return found
  }

  /// What sort of thing a path is; a link is a link.
  private static func kind(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  /// The folder that a path lies in; empty where it names none.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func failure(_ code: FileFailure.Code, _ path: String) -> FileFailure {
    let number = errno
    let reason = String(cString: strerror(number))
    switch number {
    case ENOENT: return FileFailure(.notFound, path, reason: reason)
    case ENOSPC, EDQUOT: return FileFailure(.diskFull, path, reason: reason)
    default: return FileFailure(code, path, reason: reason)
    }
  }
}
