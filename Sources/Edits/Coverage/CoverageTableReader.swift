// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads a table of the coverage database: CSV with a header, recognised by the columns that it has.
///
/// Descriptions of codes are never kept: those of HCPCS Level I are the American Medical Association's.
struct CoverageTableReader: Sendable {
  private let layout: CoverageLayout

  init(_ layout: CoverageLayout) { self.layout = layout }

  /// The format of the table.
  var format: PublisherFormat {
    PublisherFormat(
      layout.name, layout.summary,
      .bytes(
        recognises: { CoverageHeader(of: $0).map { $0.has(layout.needed) } ?? false },
        read: { (file: PublishedFile) throws(ImportFailure) in try read(file) }))
  }

  private func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    var rows: [CoverageRecord] = []
    var texts = CoverageTexts.Builder()
    var latest: CalendarDate?
    file.bytes.withUnsafeBufferPointer { bytes in
      var scanner = CoverageRowScanner(bytes)
      guard scanner.next() else { return }
      let header = CoverageHeader(scanner)
      for column in layout.needed where header[column] == nil {
        faults.add("import.header", line: 1, "column", found: nil, expected: column)
      }
      guard faults.isEmpty else { return }
      let columns = CoverageColumns(layout, header)
      while scanner.next() {
        guard scanner.count == header.count else {
          faults.add(
            "import.row", line: scanner.line, "columns", found: "\(scanner.count)",
            expected: "\(header.count)")
          continue
        }
        if let record = columns.record(scanner, &texts, &faults) { rows.append(record) }
        if let day = columns.updated(scanner), latest.map({ $0 < day }) ?? true { latest = day }
      }
      if !scanner.isWhole { faults.add("import.row", line: scanner.line, "unterminated") }
    }
    if rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    rows.sort(by: CoverageRecord.precedes)
    addDuplicates(of: rows, to: &faults)
    try faults.check()
    return [draft(rows, texts.bytes, latest)]
  }

  /// Notes documents that are given twice: one of the two would go unused.
  private func addDuplicates(of rows: [CoverageRecord], to faults: inout ImportFaults) {
    guard layout.effective != nil, case .none = layout.key else { return }
    for (first, second) in zip(rows, rows.dropFirst())
    where first.document == second.document && first.version == second.version {
      faults.addDuplicate(
        "\(first.document) version \(first.version)", line: Int(second.line),
        first: Int(first.line))
    }
  }

  private func draft(
    _ rows: [CoverageRecord], _ texts: [UInt8], _ latest: CalendarDate?
  ) -> ReleaseDraft {
    let keys = rows.indices.filter { rows[$0].key != 0 }
      .sorted { (rows[$0].key, $0) < (rows[$1].key, $1) }.map { UInt32($0) }
    return ReleaseDraft(
      .coverage, layout.component, title: layout.summary, publisher: "CMS",
      period: latest.map(EffectivePeriod.init(from:)), rows: rows.count,
      content: .compiled([
        CodebookSection("rows", records: rows), CodebookSection("keys", records: keys),
        CodebookSection("texts", texts),
      ]))
  }
}

/// The columns of a table by their names, without regard to case.
struct CoverageHeader {
  private var columns: [String: Int] = [:]
  let count: Int

  init(_ scanner: CoverageRowScanner) {
    count = scanner.count
    for column in 0..<scanner.count { columns[scanner.text(column).lowercased()] = column }
  }

  /// The header at the beginning of a file; nothing where its first line is not one of columns.
  init?(of file: PublishedFile) {
    let head = file.bytes.prefix(4096)
    guard head.contains(0x2C), let end = head.firstIndex(of: 0x0A) else { return nil }
    let line = Array(head[..<end])
    let header = line.withUnsafeBufferPointer { bytes -> CoverageHeader? in
      var scanner = CoverageRowScanner(bytes)
      return scanner.next() ? CoverageHeader(scanner) : nil
    }
    guard let header else { return nil }
    self = header
  }

  subscript(name: String) -> Int? { columns[name.lowercased()] }

  func has(_ names: [String]) -> Bool { names.allSatisfy { self[$0] != nil } }
}
