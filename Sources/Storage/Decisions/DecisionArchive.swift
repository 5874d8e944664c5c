// SPDX-License-Identifier: Apache-2.0

import CLibraries
import Glibc
public import Values

/// A file of decisions, a line of JSON each, only ever added to; every line carries the hash of all before it.
///
/// Only one process writes at a time. A last line that was never finished (a loss of power) is not a decision:
/// the next writer takes it away.
public final class DecisionArchive {
  private let path: String
  private let descriptor: Int32
  private var previous: String
  private var buffer: [UInt8] = []

  /// The hash before the first line.
  public static let start = String(repeating: "0", count: 64)

  /// Opens an archive to add to it, or makes it.
  ///
  /// - Throws: ``FileFailure``: `unwritable` where the file cannot be written or another process writes to it,
  ///   `damagedArchive` where its last line is none of an archive.
  public init(appendingTo path: String) throws(FileFailure) {
    self.path = path
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    previous = Self.start
    guard descriptor >= 0 else { throw Files.failure(.unwritable, path) }
    guard cleanclaim_lock_byte(descriptor, 0, 1) == 0 else {
      throw FileFailure(.unwritable, path, reason: "another process writes to it")
    }
    previous = try lastHash()
  }

  deinit { close(descriptor) }

  /// Adds a line: the members given, then the hash.
  public func append(_ members: [JSON.Member]) throws(FileFailure) {
    let hash = Self.hash(of: JSON.object(members), after: previous)
    buffer += Array(JSON.object(members + [JSON.Member("hash", .string(hash))]).line.utf8)
    buffer.append(0x0A)
    previous = hash
    if buffer.count >= 1 << 20 { try write() }
  }

  /// Writes what is left, and sees it to the disk.
  public func finish() throws(FileFailure) {
    try write()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw Files.failure(.unwritable, path) }
  }

  /// The hash of a line without its own `hash`, after the one before it.
  public static func hash(of line: JSON, after previous: String) -> String {
    SHA256.hexadecimal(of: Array(previous.utf8) + Array(line.line.utf8))
  }

  private func write() throws(FileFailure) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(
          descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw Files.failure(errno == ENOSPC ? .diskFull : .unwritable, path)
      }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// The hash of the last whole line; what stands after it is taken away.
  private func lastHash() throws(FileFailure) -> String {
    let length = Int(lseek(descriptor, 0, SEEK_END))
    var end = length
    var tail: [UInt8] = []
    // Lines are some kilobytes; the tail is read in growing steps until it holds a whole line.
    var wanted = 1 << 16
    while length > 0 {
      let start = max(0, length - wanted)
      tail = [UInt8](repeating: 0, count: length - start)
      let count = tail.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, start) }
      guard count == tail.count else { throw Files.failure(.unreadable, path) }
      let lines = tail.indices.filter { tail[$0] == 0x0A }
      if let last = lines.last {
        end = start + last + 1
        let before = lines.dropLast().last
        if let before { tail = Array(tail[(before + 1)..<last]) }
        if before != nil || start == 0 {
          if before == nil { tail = Array(tail[..<last]) }
          break
        }
      } else if start == 0 {
        end = 0
        tail = []
        break
      }
      wanted *= 4
    }
    guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw Files.failure(.unwritable, path)
    }
    guard end > 0 else { return Self.start }
    guard let line = try? JSON(parsing: tail), let hash = line["hash"]?.string,
      hash.utf8.count == 64
    else { throw FileFailure(.damagedArchive, path, reason: "its last line is no decision") }
    return hash
  }
}
