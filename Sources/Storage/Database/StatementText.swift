// SPDX-License-Identifier: Apache-2.0

/// The one text of a statement, made into what an engine reads.
///
/// Statements are written for both: parameters as `?`; in the definition of tables `BIGINT`, `BYTEA` and `TEXT`,
/// and at its end `STRICT` or `STRICT, WITHOUT ROWID`.
enum StatementText {
  /// Numbers the parameters: `?` becomes `$1`, `$2`, …; what stands in quotes stays.
  static func numbered(_ text: String) -> String {
    var result: [UInt8] = []
    var quote: UInt8?
    var count = 0
    for byte in text.utf8 {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x27 || byte == 0x22 {
        quote = byte
      } else if byte == 0x3F {
        count += 1
        result.append(0x24)
        result.append(contentsOf: String(count).utf8)
        continue
      }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The definition of a table for SQLite: `BIGINT` is its `INTEGER`, `BYTEA` its `BLOB`.
  static func sqliteDefinition(_ text: String) -> String {
    replacing(["BIGINT": "INTEGER", "BYTEA": "BLOB"], in: text)
  }

  /// The definition of a table for PostgreSQL: text is compared byte by byte, and SQLite's words at the end go.
  static func postgreSQLDefinition(_ text: String) -> String {
    var text = replacing(["TEXT": "TEXT COLLATE \"C\""], in: text)
    for ending in ["STRICT, WITHOUT ROWID", "STRICT"] where text.hasSuffix(ending) {
      text.removeLast(ending.count)
      while text.last?.isWhitespace == true { text.removeLast() }
      break
    }
    return text
  }

  /// Replaces whole words in capitals.
  private static func replacing(_ words: [String: String], in text: String) -> String {
    var result = ""
    var word = ""
    for character in text {
      if character.isLetter || character == "_" {
        word.append(character)
      } else {
        result += words[word] ?? word
        word = ""
        result.append(character)
      }
    }
    return result + (words[word] ?? word)
  }
}
