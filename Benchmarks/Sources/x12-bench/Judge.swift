// SPDX-License-Identifier: Apache-2.0

import Glibc
import X12

/// Judging a file by its guide: `x12-bench validate FILE TABLES [ROUNDS]`, and `x12-bench findings …` to see
/// what was found.
enum Judging {
  static func library(_ folder: String) -> GuideLibrary? {
    do throws(GuideError) {
      let guides = try GuideLibrary { name in X12Bench.read(folder + "/" + name) }
      if CommandLine.arguments[1] == "check" { for fault in guides.faults() { print(fault) } }
      return guides
    } catch {
      print(error)
      return nil
    }
  }

  static func judge(_ data: UnsafeRawBufferPointer, _ guides: GuideLibrary) -> X12Report {
    var reader = SegmentReader()
    var validator = X12Validator(guides: guides)
    var at = 0
    while true {
      let step = reader.next()
      if !reader.problems.isEmpty {
        validator.take(problems: reader.problems)
        reader.problems = []
      }
      switch step {
      case .segment: validator.take(reader.segment)
      case .end: return validator.finish()
      case .needsBytes:
        let count = min(1 << 16, data.count - at)
        if count == 0 { reader.finish() }
        reader.feed(UnsafeRawBufferPointer(rebasing: data[at..<at + count]))
        at += count
      }
    }
  }

  static func show(_ report: X12Report) {
    var all = report.findings.kept
    for interchange in report.interchanges {
      all += interchange.findings.kept
      for group in interchange.groups {
        all += group.findings.kept
        for set in group.sets { all += set.findings.kept }
      }
    }
    for found in all {
      let facts = found.finding.facts.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      print("\(found.finding.severity)\t\(found.finding.rule)\t\(found.position)\t\(facts)")
    }
    print(report.isAccepted ? "ACCEPTED" : "REJECTED")
  }
}
