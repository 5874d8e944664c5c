// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Glibc

/// A file mapped into memory, read-only and shared with every other process that does the same.
public struct MappedFile: @unchecked Sendable {
  /// The bytes of the file.
  public let bytes: CodebookBytes
  /// What the file system said of the file that was mapped.
  let status: stat
  private let pages: UnsafeRawBufferPointer

  private init(_ pages: UnsafeRawBufferPointer, _ status: stat) {
    self.pages = pages
    self.status = status
    bytes = CodebookBytes(pages) { pages in
      munmap(UnsafeMutableRawPointer(mutating: pages.baseAddress), pages.count)
    }
  }

  /// Gives back the pages that were read: they come again, from the system's cache, when they are used.
  ///
  /// A process that has checked every codebook then holds only the pages that it asks codes from.
  public func rest() {
    madvise(UnsafeMutableRawPointer(mutating: pages.baseAddress), pages.count, MADV_DONTNEED)
  }

  /// Maps a codebook file.
  ///
  /// The pages stay mapped until the last user of the bytes is gone. A file that is replaced meanwhile
  /// (always by a rename) leaves this mapping as it was.
  ///
  /// - Parameter isWhole: Whether every page will be read at once, so that the kernel may map them in one go.
  static func codebook(
    _ path: String, isWhole: (stat) -> Bool
  ) throws(FileFailure) -> MappedFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Files.failure(.unreadable, path) }
    let length = Int(status.st_size)
    guard length > 0 else { return MappedFile(.init(start: nil, count: 0), status) }
    let flags = isWhole(status) ? MAP_SHARED | MAP_POPULATE : MAP_SHARED
    guard let address = mmap(nil, length, PROT_READ, flags, descriptor, 0),
      address != MAP_FAILED
    else { throw Files.failure(.unreadable, path) }
    return MappedFile(UnsafeRawBufferPointer(start: address, count: length), status)
  }
}
