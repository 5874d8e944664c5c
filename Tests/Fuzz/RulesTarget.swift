// SPDX-License-Identifier: Apache-2.0

/// Any bytes as the expressions of a rule: refused with an error or good for judging, and nothing else.
///
/// The first byte chooses the guide; a tab parts the loop, the condition, the requirement, the place and
/// the facts, as the columns of a table of rules.
enum RulesTarget {
  private static let samples: [(guide: String, file: String)] = [
    ("005010X222A1", "837p-tertiary"), ("005010X223A2", "837i-secondary"),
    ("005010X221A1", "835"), ("005010X279A1-271", "271-dependent"),
  ]
  private static let inputs = samples.map {
    Fuzz.read(Fuzz.folder + "/../../Tests/Fixtures/x12/good/" + $0.file + ".edi") ?? []
  }
  private static let guides = samples.map {
    do throws(GuideError) { return try Fuzz.library.guide(table: $0.guide) } catch {
      fatalError("\(error)")
    }
  }

  static func run(_ data: [UInt8]) {
    guard let first = data.first else { return }
    let number = Int(first) % samples.count
    let text = String(decoding: data.dropFirst(), as: UTF8.self)
    if first & 0x80 != 0 {
      _ = try? Rule.rules(in: Array(data.dropFirst()), table: "fuzz")
      _ = RelationalCondition(text)
      return
    }
    let cells = text.replacing("\n", with: " ").split(
      separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
    func cell(_ index: Int) -> String { index < cells.count ? String(cells[index]) : "" }
    _ = try? ExpressionReader.read(cell(1))
    let line = [
      "fuzz", "*", "4", cell(0), "rejects", "element:7", cell(3), cell(1), cell(2), cell(4), "fuzz",
    ]
    guard
      let rules = try? Rule.rules(in: Array(line.joined(separator: "\t").utf8), table: "fuzz"),
      (try? RuleProgram(rules, guide: guides[number])) != nil
    else { return }
    var options = X12Validator.Options()
    options.partnerRules = rules.map { narrowed($0, to: samples[number].guide) }
    let input = inputs[number]
    var validator = X12Validator(guides: Fuzz.library, options: options)
    let report = ReaderTarget.report(
      input, ReaderTarget.Feeding(mode: 0, seed: 0, isWhole: true), &validator)
    ReaderTarget.check(report, input)
  }

  /// The same rule for one guide only.
  private static func narrowed(_ rule: Rule, to guide: String) -> Rule {
    let line = [
      rule.id, guide, "4", rule.loop, "rejects", "element:7", rule.place, rule.condition,
      rule.requirement, rule.facts.map { "\($0.name)=\($0.expression)" }.joined(separator: ";"), "",
    ]
    return (try? Rule.rules(in: Array(line.joined(separator: "\t").utf8), table: "fuzz"))?.first
      ?? rule
  }
}
