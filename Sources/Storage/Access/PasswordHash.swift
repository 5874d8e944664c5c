// SPDX-License-Identifier: Apache-2.0

import CLibraries

/// Passwords as they are kept: by scrypt of libsodium, with a salt of their own and the cost beside.
///
/// Source: NIST SP 800-63B, 5.1.1.2; ASVS 5.0, V6.2 and V11.4; libsodium, crypto_pwhash_scryptsalsa208sha256.
public enum PasswordHash {
  /// The least and the greatest number of characters of a password.
  public static let lengths = 12...128

  /// The text that is kept for a password; takes some 60 ms and 16 MB.
  public static func make(_ password: String) -> String {
    Sodium.start()
    var output = [CChar](repeating: 0, count: crypto_pwhash_scryptsalsa208sha256_strbytes())
    let bytes = normalized(password)
    let status = crypto_pwhash_scryptsalsa208sha256_str(
      &output, bytes, UInt64(bytes.count - 1),
      UInt64(crypto_pwhash_scryptsalsa208sha256_opslimit_interactive()),
      crypto_pwhash_scryptsalsa208sha256_memlimit_interactive())
    precondition(status == 0, "no memory for a password")
    return String(
      decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a password is the one that a text was made of; as slow for a wrong one as for the right one.
  public static func isRight(_ password: String, for kept: String) -> Bool {
    Sodium.start()
    let bytes = normalized(password)
    return kept.withCString { text in
      crypto_pwhash_scryptsalsa208sha256_str_verify(text, bytes, UInt64(bytes.count - 1)) == 0
    }
  }

  /// A hash of no password: asked where nobody has the name, so that an answer takes as long.
  public static let nobody = make("nobody's password \(UInt64.random(in: 0...UInt64.max))")

  private static func normalized(_ password: String) -> [CChar] {
    password.utf8.map { CChar(bitPattern: $0) } + [0]
  }
}

/// Codes of six digits that an application shows and that are good for half a minute.
///
/// Source: RFC 6238, RFC 4226, with SHA-1 as every application has it; ASVS 5.0, V6.5.
public struct OneTimeCode: Sendable {
  /// How many seconds a code is good for.
  public static let period: Int64 = 30

  private let secret: [UInt8]

  /// Takes a secret of 20 bytes.
  public init(secret: [UInt8]) { self.secret = secret }

  /// A secret of random bytes.
  public static func newSecret() -> [UInt8] {
    Sodium.start()
    var bytes = [UInt8](repeating: 0, count: 20)
    randombytes_buf(&bytes, bytes.count)
    return bytes
  }

  /// The step that a moment is in.
  public static func step(at seconds: Int64) -> Int64 { seconds / period }

  /// The code of a step.
  public func code(at step: Int64) -> String {
    var context = hmac_sha1_ctx()
    nettle_hmac_sha1_set_key(&context, secret.count, secret)
    let counter = stride(from: 56, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: step >> Int64($0))
    }
    nettle_hmac_sha1_update(&context, counter.count, counter)
    var digest = [UInt8](repeating: 0, count: 20)
    nettle_hmac_sha1_digest(&context, digest.count, &digest)
    let offset = Int(digest[19] & 15)
    let number =
      Int(digest[offset] & 127) << 24 | Int(digest[offset + 1]) << 16
      | Int(digest[offset + 2]) << 8 | Int(digest[offset + 3])
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }

  /// The step of a code that is right now, or was half a minute ago, and that was not used yet.
  ///
  /// - Parameter last: The last step that was used: the same code is never taken twice.
  public func step(of code: String, at seconds: Int64, after last: Int64) -> Int64? {
    let now = Self.step(at: seconds)
    let typed = Array(code.utf8)
    for step in [now, now - 1, now + 1] where step > last {
      let right = Array(self.code(at: step).utf8)
      if typed.count == right.count, sodium_memcmp(typed, right, right.count) == 0 { return step }
    }
    return nil
  }

  /// The secret as applications take it: base 32 without padding.
  public var text: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (bits, count, text) = (0, 0, "")
    for byte in secret {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(letters[bits >> count & 31])
      }
    }
    if count > 0 { text.append(letters[bits << (5 - count) & 31]) }
    return text
  }
}

/// Names of sessions, tokens and forms: random bytes that nobody can guess, kept as their hash only.
public enum Secrets {
  /// So many random bytes as text for an address or a cookie.
  public static func text(_ count: Int = 32) -> String {
    Sodium.start()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    var output = [CChar](
      repeating: 0,
      count: sodium_base64_encoded_len(count, sodium_base64_VARIANT_URLSAFE_NO_PADDING))
    sodium_bin2base64(
      &output, output.count, bytes, count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether two texts are the same, in a time that does not tell where they differ.
  public static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    return one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }
}
