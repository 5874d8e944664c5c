// SPDX-License-Identifier: Apache-2.0

public import Accounting
import CLibraries
public import Values

/// SHA-256, by the library nettle.
public struct SHA256: Sendable {
  fileprivate var context = sha256_ctx()

  /// Begins a hash of bytes that come piece by piece.
  public init() { nettle_sha256_init(&context) }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    nettle_sha256_update(
      &context, bytes.count, bytes.bindMemory(to: UInt8.self).baseAddress)
  }

  /// The hash of the bytes added, in lower-case hexadecimal; the next bytes begin a new one.
  public mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    nettle_sha256_digest(&context, 32, &digest)
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.utf8.count < 2 ? "0\(hex)" : hex
    }.joined()
  }

  /// The hash of some bytes in lower-case hexadecimal.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// The hash of a file in lower-case hexadecimal; it is never in memory whole.
  public static func hexadecimal(ofFile path: String) throws(FileFailure) -> String {
    var hash = SHA256()
    try Files.forEachBlock(of: path) { hash.update($0) }
    return hash.finish()
  }
}

extension SHA256: ByteHashing {
  /// The hash of some bytes.
  public static func digest(of bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finishDigest()
  }

  /// The hash of the bytes added; the next bytes begin a new one.
  public mutating func finishDigest() -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    nettle_sha256_digest(&context, 32, &bytes)
    guard let digest = Digest(bytes) else { preconditionFailure("a hash has 32 bytes") }
    return digest
  }
}
