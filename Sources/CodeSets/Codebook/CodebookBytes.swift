// SPDX-License-Identifier: Apache-2.0

/// The bytes of a codebook: a mapped file, or memory of its own.
///
/// The bytes never change while this object lives, which is what makes it safe to share.
public final class CodebookBytes: @unchecked Sendable {
  let buffer: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes over bytes that stay unchanged until `release` is called, once, at the end.
  public init(
    _ buffer: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    self.buffer = buffer
    self.release = release
  }

  /// Copies bytes into memory of its own.
  public convenience init(copying bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyBytes(from: bytes)
    self.init(UnsafeRawBufferPointer(copy)) { $0.deallocate() }
  }

  deinit { release(buffer) }
}
