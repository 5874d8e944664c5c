// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Storage
import Testing
import Values

/// Tables of DRG weights for tests: made-up rows in the publisher's own shape.
enum WeightTables {
  static let title = "\"TABLE 5.-MADE UP, \n FY 2026 Final Rule\"\t\t\t\t\t\t\t\t\t\t\r\n"
  static let header =
    "MS-DRG \tFY 2026 Final Post-Acute DRG\tFY 2026 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\t"
    + "Weights - Before Cap\tWeights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS\t\r\n"
  static let rows = [
    "101\tNo\tNo\tPRE\tSURG\tTRANSPLANT WITH MCC\t12.3456\t12.3456\t18.2\t24.0",
    "202\tYes\tNo\t05\tMED\tFAILURE WITH CC\t1.2345\t1.3000\t3.4\t4.0",
    "203\tYes\tNo\t05\tMED\tFAILURE WITHOUT CC/MCC\t0.8765\t0.8765\t2.1\t2.6",
    "301\tYes\tYes\t08\tSURG\t\"JOINT, LARGE, \"\"NEW\"\"\"\t3.2109\t3.2109\t5.0\t6.6",
    "789\tNo\tNo\t15\tMED\tNEONATES\t1.8000\t1.8000\t9.8\t9.8",
    "927\tNo\tNo\t22\tSURG\tBURNS\t18.7654\t18.7654\t22.9\t31.4",
    "998\tNo\tNo\t \t**\tNOT A DISCHARGE DIAGNOSIS\t.\t.\t.\t.",
  ]
  static let empty = "\t\t\t\t\t\t\t\t\t\t\r\n"

  static func file(_ text: String) -> PublishedFile {
    PublishedFile(name: "table5.txt", bytes: Array(text.utf8), sha256: "00")
  }

  static func file(rows: [String]) -> PublishedFile {
    file(title + header + rows.map { "\($0)\t\r\n" }.joined() + empty)
  }

  /// The format's own reading of a file.
  static func draft(_ file: PublishedFile) throws -> ReleaseDraft {
    let format = try #require(PublisherFormat.prices.first { $0.name == "ipps-weights" })
    guard case .bytes(let recognises, let read) = format.reader else {
      throw ImportFailure("import.format", line: 1)
    }
    try #require(recognises(file))
    let drafts = try read(file)
    #expect(drafts.count == 1)
    return try #require(drafts.first)
  }

  static func table(_ file: PublishedFile) throws -> DRGWeightTable {
    let draft = try draft(file)
    let period = try #require(draft.period)
    let release = draft.release(Edition("test", period), sources: [])
    return try DRGWeightTable(
      Codebook(CodebookBytes(copying: draft.codebook(for: release))))
  }

  static func table() throws -> DRGWeightTable { try table(file(rows: rows)) }

  static func drg(_ number: Int) throws -> DRGWeight { try #require(try table()[number]) }

  /// What is wrong with a file: `rule line reason`, in order.
  static func faults(_ file: PublishedFile) throws -> [String] {
    do {
      _ = try draft(file)
      return []
    } catch let failure as ImportFailure {
      return failure.findings.map {
        guard case .text(let line, _) = $0.place else { return $0.rule }
        return "\($0.rule) \(line) \($0.fact("reason") ?? "")"
      }
    }
  }
}
