// SPDX-License-Identifier: Apache-2.0

import Values

/// Reads a list of HCPCS Level II codes without titles: a code a line.
///
/// The quarter is in the file's name, as in `hcpcs_level2_2026q3.txt`.
enum HCPCSList {
  static let format = PublisherFormat(
    "hcpcs-list", "HCPCS Level II codes without titles, one a line",
    .bytes(recognises: recognises, read: read))

  @Sendable static func recognises(_ file: PublishedFile) -> Bool {
    // The last line of the head may be cut.
    let lines = PublishedText(Array(file.bytes.prefix(4096))).lines
    let whole = file.bytes.count > 4096 ? lines.dropLast() : lines[...]
    return whole.contains { !$0.text.isEmpty }
      && whole.allSatisfy { $0.text.isEmpty || HCPCSAssembler.hasForm($0.text, modifier: false) }
  }

  @Sendable static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    var builder = CodeTableBuilder()
    for line in PublishedText(file.bytes).lines {
      let text = PublishedText.trimmed(line.text)
      guard !text.isEmpty else { continue }
      if HCPCSAssembler.hasForm(text, modifier: false), let code = PackedCode(exactly: text) {
        builder.rows.append(CodeRow(code, "", flags: .billable, line: line.number))
      } else {
        faults.add("import.row", line: line.number, "not a HCPCS code", found: text)
      }
    }
    faults.addDuplicates(of: builder)
    try faults.check()
    guard !builder.rows.isEmpty else { throw ImportFailure("import.empty", line: 1) }
    let quarter = quarter(file)
    return [
      ReleaseDraft(
        .hcpcs, .list, title: "HCPCS Level II, codes without titles", publisher: "CMS",
        year: quarter?.year,
        period: quarter.flatMap { EditionName.quarter($0.quarter, of: $0.year) },
        rows: builder.rows.count, content: .codes(builder))
    ]
  }

  private static func quarter(_ file: PublishedFile) -> (year: Int, quarter: Int)? {
    for part in EditionName.parts(file) where part.utf8.count == 6 {
      if let year = EditionName.year(part.prefix(4)), part.dropFirst(4).first == "q",
        let quarter = Int(part.suffix(1)), (1...4).contains(quarter)
      {
        return (year, quarter)
      }
    }
    return nil
  }
}
