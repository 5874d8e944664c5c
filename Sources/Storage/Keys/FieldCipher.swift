// SPDX-License-Identifier: Apache-2.0

import CLibraries
public import Values

/// Where a sealed value stands. A value that is moved to another place cannot be opened there.
public struct FieldPlace: Hashable, Sendable {
  let bytes: [UInt8]
  let table: String
  let column: String

  /// Names a place.
  ///
  /// - Parameters:
  ///   - column: The column of the table that holds the value.
  ///   - row: The row's key without the practice, column by column; numbers in decimal digits.
  public init(_ practice: PracticeID, _ table: String, _ column: String, row: [String]) {
    self.table = table
    self.column = column
    bytes = LengthPrefixed.bytes([practice.description, table, column] + row)
  }

  /// Bytes of a row's key as a place names them: two hexadecimal digits each.
  static func text(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Names a place in a row whose key is one column.
  public init(_ practice: PracticeID, _ table: String, _ column: String, row: String) {
    self.init(practice, table, column, row: [row])
  }
}

/// Seals values that identify a person, opens them, and makes what they are found by.
///
///     let place = FieldPlace(practice, "patient", "content", row: id)
///     let sealed = cipher.seal(bytes, at: place)
///     let bytes = try cipher.open(sealed, at: place)
///
/// A sealed value is the byte 1, the key's number in 4 bytes, 24 random bytes, and what XChaCha20-Poly1305 makes of
/// the value, filled up to a multiple of 32 bytes; the first five bytes and the place are authenticated with it.
///
/// Source: libsodium, crypto_aead_xchacha20poly1305_ietf and crypto_generichash.
public final class FieldCipher: Sendable {
  /// The keys.
  public let ring: KeyRing
  private let opening: [UInt32: SecretKey]

  /// Takes a ring of keys.
  public init(_ ring: KeyRing) {
    self.ring = ring
    opening = Dictionary(uniqueKeysWithValues: ring.keys.map { ($0.number, $0.secret) })
  }

  private static let nonce = 24
  private static let tag = 16
  private static let block = 32
  private static let head = 5

  /// Seals a value with the newest key.
  public func seal(_ value: [UInt8], at place: FieldPlace) -> [UInt8] {
    let head = Self.head(of: ring.newest.number)
    let bound = head + place.bytes
    let start = Self.head + Self.nonce
    var padded = value
    padded.append(0x80)
    padded.append(
      contentsOf: repeatElement(
        0, count: (Self.block - padded.count % Self.block) % Self.block))
    var sealed = head + [UInt8](repeating: 0, count: Self.nonce + padded.count + Self.tag)
    sealed.withUnsafeMutableBufferPointer { sealed in
      guard let base = sealed.baseAddress else { return }
      randombytes_buf(base + Self.head, Self.nonce)
      _ = ring.newest.secret.withBytes { key in
        crypto_aead_xchacha20poly1305_ietf_encrypt(
          base + start, nil, padded, UInt64(padded.count), bound, UInt64(bound.count), nil,
          base + Self.head, key)
      }
    }
    return sealed
  }

  /// Seals a text.
  public func seal(_ text: String, at place: FieldPlace) -> [UInt8] {
    seal(Array(text.utf8), at: place)
  }

  /// Opens a value that was sealed for a place.
  ///
  /// - Throws: ``KeyError``: `unknownKey`, or `altered` where it is not what was sealed for this place.
  public func open(_ sealed: [UInt8], at place: FieldPlace) throws(KeyError) -> [UInt8] {
    let start = Self.head + Self.nonce
    guard let number = Self.key(of: sealed), sealed.count >= start + Self.tag + Self.block else {
      throw altered(place)
    }
    guard let key = opening[number] else {
      throw KeyError(
        .unknownKey, ("key", "\(number)"), ("table", place.table), ("column", place.column))
    }
    let bound = sealed.prefix(Self.head) + place.bytes
    let (nonce, rest) = (Array(sealed[Self.head..<start]), Array(sealed[start...]))
    var value = [UInt8](repeating: 0, count: rest.count - Self.tag)
    let status = key.withBytes { key in
      crypto_aead_xchacha20poly1305_ietf_decrypt(
        &value, nil, nil, rest, UInt64(rest.count), Array(bound), UInt64(bound.count), nonce, key)
    }
    guard status == 0, let end = value.lastIndex(where: { $0 != 0 }), value[end] == 0x80 else {
      throw altered(place)
    }
    value.removeSubrange(end...)
    return value
  }

  /// Opens a text.
  public func openText(_ sealed: [UInt8], at place: FieldPlace) throws(KeyError) -> String {
    String(decoding: try open(sealed, at: place), as: UTF8.self)
  }

  /// The number of the key that a value was sealed with; nothing where it was not sealed here.
  public static func key(of sealed: [UInt8]) -> UInt32? {
    guard sealed.count >= head, sealed[0] == 1 else { return nil }
    return sealed[1..<head].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// What the values that a key sealed begin with.
  static func head(of number: UInt32) -> [UInt8] {
    [1]
      + stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }

  /// What a value is found by: the same for the same text, kind and practice, and telling nothing without the key.
  ///
  /// - Parameter text: The value in the one form that it is looked for.
  /// - Returns: 16 bytes of a keyed BLAKE2b.
  public func index(_ text: String, _ kind: String, in practice: PracticeID) -> [UInt8] {
    let input = LengthPrefixed.bytes([practice.description, kind, text])
    var output = [UInt8](repeating: 0, count: 16)
    _ = ring.index.withBytes { key in
      crypto_generichash(
        &output, output.count, input, UInt64(input.count), key, SecretKey.length)
    }
    return output
  }

  private func altered(_ place: FieldPlace) -> KeyError {
    KeyError(.altered, ("table", place.table), ("column", place.column))
  }
}

/// Texts one after the other so that no two lists come to the same bytes: each after its length in four bytes.
enum LengthPrefixed {
  static func bytes(_ texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      let count = UInt32(text.utf8.count)
      for shift: UInt32 in [24, 16, 8, 0] {
        bytes.append(UInt8(truncatingIfNeeded: count >> shift))
      }
      bytes.append(contentsOf: text.utf8)
    }
    return bytes
  }
}
