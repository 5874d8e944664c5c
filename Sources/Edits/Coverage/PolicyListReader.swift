// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Values

/// Reads lists of national policies as plain CSV: `policy,hcpcs,icd10,covered,effective,termination`.
///
/// CMS publishes the diagnosis lists of its national determinations as workbooks whose layouts vary from
/// one to the next, so they are put into these columns by hand or by a program of the user's. `policy` is
/// the section of the National Coverage Determinations Manual, such as `190.18`; `covered` is `yes` or
/// `no`; `*` as a diagnosis stands for any that has no row of its own. `Docs/Necessity.md` describes it.
enum PolicyListReader {
  static let format = PublisherFormat(
    "coverage-policies",
    "Diagnoses of national determinations: policy, hcpcs, icd10, covered, effective, termination",
    .bytes(
      recognises: { file in CoverageHeader(of: file).map { $0.has(columns) } ?? false }, read: read)
  )

  private static let columns = ["policy", "hcpcs", "icd10", "covered", "effective"]

  private static func read(_ file: PublishedFile) throws(ImportFailure) -> [ReleaseDraft] {
    var faults = ImportFaults()
    var rows: [CoverageRecord] = []
    var texts = CoverageTexts.Builder()
    file.bytes.withUnsafeBufferPointer { bytes in
      var scanner = CoverageRowScanner(bytes)
      guard scanner.next() else { return }
      let header = CoverageHeader(scanner)
      while scanner.next() {
        if let record = record(scanner, header, &texts, &faults) { rows.append(record) }
      }
    }
    if rows.isEmpty, faults.isEmpty { faults.add("import.empty", line: 1, "empty") }
    try faults.check()
    rows.sort { ($0.key, $0.text, $0.other, $0.line) < ($1.key, $1.text, $1.other, $1.line) }
    let keys = rows.indices.map { UInt32($0) }
    return [
      ReleaseDraft(
        .coverage, .policies, title: "Diagnoses of national coverage determinations",
        publisher: "CMS", rows: rows.count,
        content: .compiled([
          CodebookSection("rows", records: rows), CodebookSection("keys", records: keys),
          CodebookSection("texts", texts.bytes),
        ]))
    ]
  }

  private static func record(
    _ row: CoverageRowScanner, _ header: CoverageHeader, _ texts: inout CoverageTexts.Builder,
    _ faults: inout ImportFaults
  ) -> CoverageRecord? {
    let before = faults.count
    func text(_ name: String) -> String { header[name].map { row.text($0) } ?? "" }
    func fault(_ reason: String, _ name: String, _ expected: String) {
      faults.add(
        "import.row", line: row.line, reason, found: String(text(name).prefix(40)),
        expected: expected)
    }
    var record = CoverageRecord()
    record.line = UInt32(row.line)
    let policy = text("policy")
    if policy.isEmpty { fault("no policy", "policy", "a section such as 190.18") }
    record.text = texts.offset(of: policy)
    if let code = PackedCode(text("hcpcs")) {
      record.key = code.bits
    } else {
      fault("not a code", "hcpcs", "hcpcs")
    }
    if text("icd10") == "*" {
      record.flags |= CoverageRecord.anyOther
    } else if let code = PackedCode(text("icd10")) {
      record.other = code.bits
    } else {
      fault("not a code", "icd10", "a diagnosis or *")
    }
    switch text("covered").lowercased() {
    case "yes": record.flags |= CoverageRecord.covers
    case "no": break
    default: fault("not yes or no", "covered", "yes or no")
    }
    if let day = CalendarDate(text("effective")) {
      record.effective = day.daysSinceEpoch
    } else {
      fault("not a date", "effective", "a day such as 2026-10-01")
    }
    if !text("termination").isEmpty {
      if let day = CalendarDate(text("termination")) {
        record.end = day.daysSinceEpoch
      } else {
        fault("not a date", "termination", "a day or nothing")
      }
    }
    return faults.count == before ? record : nil
  }
}
