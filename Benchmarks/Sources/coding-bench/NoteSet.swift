// SPDX-License-Identifier: Apache-2.0

import Coding
import Glibc
import Storage
import Values

/// Notes that people have coded.
struct NoteSet {
  struct Note {
    let id: String
    let text: [UInt8]
    /// What counts as right.
    let codes: Set<String>
    /// Every code that people gave, those of other editions too.
    let allCodes: Set<String>
    let setting: CodingSetting?

    /// The fold of a note, by its name alone: FNV-1a of 64 bits, modulo the number of folds.
    func fold(of count: Int) -> Int {
      Int(
        id.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
          ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        } % UInt64(count))
    }
  }

  let name: String
  var notes: [Note] = []

  /// - Parameter key: The field of what counts as right, `codes` where a note has no such field. GOLD in the
  ///   environment names another.
  init(path: String, gold key: String) throws {
    let key = getenv("GOLD").map { String(cString: $0) } ?? key
    name = path.split(separator: "/").dropLast().last.map(String.init) ?? path
    for line in try Files.read(path).split(separator: 0x0A) {
      let json = try JSON(parsing: Array(line))
      if json["partial"]?.bool == true { continue }
      func codes(_ field: JSON?) -> Set<String> {
        Set((field?.elements ?? []).compactMap { $0.string?.filter { $0 != "." } })
      }
      notes.append(
        Note(
          id: json["id"]?.string ?? "", text: Array((json["text"]?.string ?? "").utf8),
          codes: codes(json[key] ?? json["codes"]), allCodes: codes(json["codes"]),
          setting: CodingSetting(rawValue: json["setting"]?.string ?? "")))
    }
  }
}
