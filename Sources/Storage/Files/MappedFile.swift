// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Glibc

/// A file mapped into memory, read-only and shared with every other process that does the same.
public struct MappedFile: @unchecked Sendable {
  /// The bytes of the file.
  public let bytes: CodebookBytes
  private let pages: UnsafeRawBufferPointer

  private init(_ pages: UnsafeRawBufferPointer) {
    self.pages = pages
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
  public static func codebook(_ path: String) throws(FileFailure) -> MappedFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure(.unreadable, path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Files.failure(.unreadable, path) }
    let length = Int(status.st_size)
    guard length > 0 else { return MappedFile(UnsafeRawBufferPointer(start: nil, count: 0)) }
    // Every page is read at once for the checksum, so the kernel maps them all in one go.
    guard
      let address = mmap(nil, length, PROT_READ, MAP_SHARED | MAP_POPULATE, descriptor, 0),
      address != MAP_FAILED
    else { throw Files.failure(.unreadable, path) }
    return MappedFile(UnsafeRawBufferPointer(start: address, count: length))
  }
}
