// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is written piece by piece and takes its place whole at the end, or not at all.
///
/// Where the path leads to a device or a pipe, the bytes go into it as they come.
public final class StreamedFile {
  /// The path that the finished file has.
  public let path: String
  private let target: String
  /// The name that it has until it is whole; nothing for what is written into.
  private let partial: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isDone = false

  /// Begins a file; what lies at its path stays until the end.
  ///
  /// - Throws: ``FileFailure``, as ``FileDestination/init(_:)`` does.
  public convenience init(_ path: String) throws(FileFailure) {
    try self.init(FileDestination(path))
  }

  /// Begins a file at a place that was looked at before.
  public init(_ destination: FileDestination) throws(FileFailure) {
    path = destination.path
    target = destination.target
    switch destination.kind {
    case .file(let mode):
      let partial = "\(target).\(getpid()).partial"
      self.partial = partial
      descriptor = Self.open(partial)
      if descriptor >= 0, let mode { fchmod(descriptor, mode) }
    case .stream:
      partial = nil
      descriptor = Glibc.open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    case .descriptor(let number):
      partial = nil
      descriptor = dup(number)
    }
    guard descriptor >= 0 else { throw Files.failure(.unwritable, path) }
  }

  /// Begins a file under a name that somebody else has chosen, and who gives it its place.
  public init(_ path: String, partial: String) throws(FileFailure) {
    (self.path, target, self.partial) = (path, path, partial)
    descriptor = Self.open(partial)
    guard descriptor >= 0 else { throw Files.failure(.unwritable, path) }
  }

  private static func open(_ partial: String) -> Int32 {
    Glibc.open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  }

  deinit {
    close(descriptor)
    if !isDone, let partial { unlink(partial) }
  }

  /// Adds bytes.
  public func append(_ bytes: some Sequence<UInt8>) throws(FileFailure) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 18 { try flush() }
  }

  /// Puts the file in its place, safe on the disk.
  public func finish() throws(FileFailure) {
    try seal()
    guard let partial else { return }
    guard rename(partial, target) == 0 else {
      isDone = false
      throw Files.failure(.unwritable, path)
    }
  }

  /// Completes the bytes and makes them safe on the disk under the partial name; ``finish()``, or somebody
  /// else, gives the file its place.
  public func seal() throws(FileFailure) {
    try flush()
    // A device or a pipe cannot be made safe, and has no place to take.
    guard partial == nil || isDone || fsync(descriptor) == 0 else {
      throw Files.failure(.unwritable, path)
    }
    isDone = true
  }

  private func flush() throws(FileFailure) {
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes {
        write(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[done...]).baseAddress, $0.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Files.failure(.unwritable, path) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
