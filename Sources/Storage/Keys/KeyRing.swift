// SPDX-License-Identifier: Apache-2.0

import CLibraries
import Glibc
public import Values

/// The keys that values are sealed with, in a file outside of the database.
///
///     let ring = try KeyRing(at: "\(home)/keys")
///     let cipher = FieldCipher(ring)
///
/// Each key has a number; the newest seals, any opens. The key of look-ups stays the same for good. The file may be
/// read by its owner alone, and is worth a copy apart from that of the database: without it no name comes back.
public struct KeyRing: Sendable {
  /// A key of the ring.
  public struct Key: Sendable {
    /// Its number.
    public let number: UInt32
    /// The day on which it was made.
    public let made: CalendarDate
    let secret: SecretKey
  }

  /// The keys by number; there is one at least.
  public let keys: [Key]
  let index: SecretKey

  /// The key that seals.
  public var newest: Key { keys[keys.count - 1] }

  /// The key with a number.
  public subscript(number: UInt32) -> Key? { keys.first { $0.number == number } }

  /// Reads a file of keys.
  ///
  /// - Throws: ``KeyError``: `notFound`, `openToOthers`, `malformed`; ``FileFailure``.
  public init(at path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else { throw KeyError(.notFound, ("path", path)) }
    guard status.st_mode & 0o077 == 0 else { throw KeyError(.openToOthers, ("path", path)) }
    var bytes = try Files.read(path, limit: 1 << 20)
    defer { bytes.withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) } }
    try self.init(parsing: String(decoding: bytes, as: UTF8.self), path)
  }

  /// Makes a file of keys with a first key; where there is one, adds a key to it, which seals from then on.
  ///
  /// - Returns: The ring with the new key.
  /// - Throws: As ``init(at:)``.
  @discardableResult
  public static func addKey(at path: String, on day: CalendarDate) throws -> KeyRing {
    let folder = Files.folder(of: path)
    try Files.makeFolder(folder)
    // Two that add a key at once would lose one of the two: they take turns.
    let lock = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX) == 0 else { throw Files.failure(.unwritable, path) }
    defer { close(lock) }
    let old = Files.exists(path) ? try KeyRing(at: path) : nil
    let key = Key(number: (old?.newest.number ?? 0) + 1, made: day, secret: SecretKey())
    let ring = KeyRing(keys: (old?.keys ?? []) + [key], index: old?.index ?? SecretKey())
    let mask = umask(0o077)
    defer { umask(mask) }
    try Files.write(Array(ring.text.utf8), to: path)
    guard chmod(path, 0o600) == 0 else { throw Files.failure(.unwritable, path) }
    return ring
  }

  /// Makes a ring that is in memory only: for tests, and for what need not be read again.
  public init() {
    index = SecretKey()
    keys = [Key(number: 1, made: CalendarDate(daysSinceEpoch: 0), secret: SecretKey())]
  }

  private init(keys: [Key], index: SecretKey) {
    self.keys = keys
    self.index = index
  }

  private init(parsing text: String, _ path: String) throws(KeyError) {
    func malformed(_ line: Int) -> KeyError {
      KeyError(.malformed, ("path", path), ("line", "\(line)"))
    }
    var (keys, index): ([Key], SecretKey?) = ([], nil)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      switch (fields[0], fields.count) {
      case ("index", 2):
        guard index == nil, let secret = SecretKey(hexadecimal: fields[1]) else {
          throw malformed(number + 1)
        }
        index = secret
      case ("key", 4):
        guard let id = UInt32(fields[1]), id > keys.last?.number ?? 0,
          let made = CalendarDate(fields[2]), let secret = SecretKey(hexadecimal: fields[3])
        else { throw malformed(number + 1) }
        keys.append(Key(number: id, made: made, secret: secret))
      default: throw malformed(number + 1)
      }
    }
    // The last line says how many keys there are: a file that was cut short is not taken for a shorter one.
    guard let index, !keys.isEmpty, lines.suffix(2).elementsEqual(["# \(keys.count) keys", ""])
    else { throw malformed(lines.count) }
    self.init(keys: keys, index: index)
  }

  private var text: String {
    """
    # Keys of Cleanclaim: what seals names, numbers and addresses of people in its database, and what finds them.
    # Keep a copy apart from the database and its copies. Without this file none of it can be read again.
    index \(index.hexadecimal)

    """
      + keys.map { "key \($0.number) \($0.made) \($0.secret.hexadecimal)\n" }.joined()
      + "# \(keys.count) keys\n"
  }
}
