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

  /// Judges a file by several threads at once.
  static func judgeApart(
    _ path: String, _ guides: GuideLibrary, threads: Int
  ) async -> X12Report {
    guard let file = fopen(path, "r") else { exit(64) }
    defer { fclose(file) }
    var reader = SegmentReader()
    var dispatcher = X12Dispatcher(guides: guides)
    var (waiting, isEnd) = ([SetBatch](), false)
    var filled = 0
    return await withTaskGroup(of: SetBatch.Judged.self) { tasks in
      var running = 0
      while !isEnd {
        let step = reader.next()
        if !reader.problems.isEmpty {
          dispatcher.take(problems: reader.problems)
          reader.problems = []
        }
        switch step {
        case .segment: dispatcher.take(reader.segment)
        case .end:
          dispatcher.end()
          isEnd = true
        case .needsBytes:
          reader.withRoom(1 << 16) { room in
            filled = room.baseAddress.map { fread($0, 1, room.count, file) } ?? 0
            return filled
          }
          if filled == 0 { reader.finish() }
        }
        while let batch = dispatcher.next() { waiting.append(batch) }
        for batch in waiting {
          if running >= threads + 1, let judged = await tasks.next() {
            dispatcher.put(judged)
            running -= 1
          }
          tasks.addTask { batch.judge() }
          running += 1
        }
        waiting.removeAll(keepingCapacity: true)
      }
      while let judged = await tasks.next() { dispatcher.put(judged) }
      return dispatcher.finish()
    }
  }

  /// Judges a file as it is read, and keeps no finding.
  static func stream(_ path: String, _ guides: GuideLibrary) {
    guard let file = fopen(path, "r") else { exit(64) }
    defer { fclose(file) }
    let start = X12Bench.now()
    var reader = SegmentReader()
    var validator = X12Validator(guides: guides)
    var (bytes, claims, findings) = (0, 0, 0)
    validator.onSet = { set in
      claims += set.claimCount
      findings += set.findings.count
    }
    while true {
      let step = reader.next()
      if !reader.problems.isEmpty {
        validator.take(problems: reader.problems)
        reader.problems = []
      }
      if step == .segment { validator.take(reader.segment) }
      if step == .end { break }
      guard step == .needsBytes else { continue }
      reader.withRoom(1 << 16) { $0.baseAddress.map { room in fread(room, 1, 1 << 16, file) } ?? 0 }
      let now = Int(ftell(file))
      if now == bytes { reader.finish() }
      bytes = now
    }
    let isAccepted = validator.finish().isAccepted
    let seconds = X12Bench.now() - start
    var usage = rusage()
    getrusage(0, &usage)
    print(
      "stream\t\(Int(Double(bytes) / seconds / 1e6)) MB/s\t\(Int(Double(claims) / seconds)) claims/s"
    )
    print(
      "memory\t\(usage.ru_maxrss) KiB\t\(findings) findings\t\(isAccepted ? "ACCEPTED" : "REJECTED")"
    )
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
