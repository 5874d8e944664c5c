// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads HCPCS Level II from CMS's fixed-width text: 320 columns for the first record of a code, 91
/// for each that continues its description, after some lines of notice.
///
/// A modifier is right-aligned in the five columns of the code, so that its lines look indented.
enum HCPCSText {
  static let format = PublisherFormat(
    "hcpcs-text", "HCPCS Level II, CMS alpha-numeric fixed-width text",
    .bytes(recognises: recognises, read: read))

  /// How wide a record that continues a description may be.
  private static let continuationWidth = 91
  /// The longest line of notice: a longer one is a damaged record.
  private static let noticeWidth = 200

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    PublishedText(Array(file.bytes.prefix(8192))).lines.contains {
      let line = Array($0.text.unicodeScalars)
      return isRecord(line) && "37".unicodeScalars.contains(line[10])
        && line.count >= HCPCSColumn.textWidth
    }
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var assembler = HCPCSAssembler()
    var inNotice = true
    for line in PublishedText(file.bytes).lines {
      let scalars = Array(line.text.unicodeScalars)
      guard scalars.contains(where: { !$0.properties.isWhitespace }) else { continue }
      if isRecord(scalars) {
        inNotice = false
        take(scalars, line: line.number, into: &assembler)
      } else if !inNotice || scalars.count > noticeWidth {
        assembler.refuse(line: line.number, "not a record")
      }
    }
    return [try assembler.draft(year: HCPCSEdition.year(file), period: HCPCSEdition.period(file))]
  }

  private static func take(
    _ line: [Unicode.Scalar], line number: Int, into assembler: inout HCPCSAssembler
  ) {
    let isFirst = line[10] == "3" || line[10] == "7"
    let columns = isFirst ? HCPCSColumn.all[...] : HCPCSColumn.all.prefix(4)
    let end = line.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? 0
    let isWhole =
      isFirst ? end == HCPCSColumn.textWidth && line.count <= 320 : end <= continuationWidth
    guard isWhole else { return assembler.refuse(line: number, "\(line.count) columns") }
    var start = 0
    let values = columns.map { column in
      let stop = min(start + column.width, line.count)
      defer { start = stop }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: line[start..<stop])
      return PublishedText.trimmed(String(text))
    }
    assembler.take(HCPCSRecord(line: number, values: values))
  }

  /// Tells whether a line begins as a record does: code or modifier, five digits, a kind.
  private static func isRecord(_ line: [Unicode.Scalar]) -> Bool {
    guard line.count > 11, "3478".unicodeScalars.contains(line[10]),
      line[5..<10].allSatisfy({ ("0"..."9").contains($0) })
    else { return false }
    let code = line[..<5]
    let isWord = { (scalar: Unicode.Scalar) in
      ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    return code.allSatisfy(isWord)
      || code.prefix(3).allSatisfy { $0 == " " } && code.suffix(2).allSatisfy(isWord)
  }
}
