// SPDX-License-Identifier: Apache-2.0

/// What a PDF says of itself as a whole: its language, and that its title is to be shown.
///
/// The library that draws the pages writes neither; both are added behind the file as an update of its catalog, which
/// is how PDF is changed without touching what was written.
///
/// Source: ISO 32000-1, 7.5.6 and 14.9.2; PDF/UA-1 asks for both.
enum DocumentCatalog {
  /// The file with its language; as it was where it has no catalog in the form that is written here.
  static func completed(_ file: [UInt8], language: String) -> [UInt8] {
    let tail = Array(file.suffix(1024))
    guard let root = number(after: "/Root ", in: tail),
      let size = number(after: "/Size ", in: tail),
      let previous = number(after: "startxref\n", in: tail),
      let start = last("\n\(root) 0 obj\n", in: file)
    else { return file }
    let object = Array(file[(start + 1)...])
    guard let opening = first("<<", in: object), let closing = first("endobj", in: object) else {
      return file
    }
    var update = Array("\(root) 0 obj\n<< /Lang (\(language))".utf8)
    update += Array("\n   /ViewerPreferences << /DisplayDocTitle true >>".utf8)
    update += object[(opening + 2)..<closing] + Array("endobj\n".utf8)
    var whole = file
    if whole.last != 0x0A { whole.append(0x0A) }
    let offset = "\(whole.count)"
    let padded = String(repeating: "0", count: max(0, 10 - offset.utf8.count)) + offset
    let info = number(after: "/Info ", in: tail).map { "\n   /Info \($0) 0 R" } ?? ""
    let table = whole.count + update.count
    whole += update
    whole += Array(
      """
      xref
      \(root) 1
      \(padded) 00000 n\u{20}
      trailer
      << /Size \(size)
         /Root \(root) 0 R\(info)
         /Prev \(previous)
      >>
      startxref
      \(table)
      %%EOF

      """.utf8)
    return whole
  }

  private static func number(after mark: String, in bytes: [UInt8]) -> Int? {
    guard let place = last(mark, in: bytes) else { return nil }
    let digits = bytes[(place + mark.utf8.count)...].prefix { (0x30...0x39).contains($0) }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func first(_ mark: String, in bytes: [UInt8]) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count >= mark.count else { return nil }
    return (0...(bytes.count - mark.count)).first { bytes[$0...].starts(with: mark) }
  }

  private static func last(_ mark: String, in bytes: [UInt8]) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count >= mark.count else { return nil }
    return (0...(bytes.count - mark.count)).last { bytes[$0...].starts(with: mark) }
  }
}
