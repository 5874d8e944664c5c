// SPDX-License-Identifier: Apache-2.0

import Coding
import Storage
import Values

extension Bench {
  /// Codes the vignettes of a file and tells which came out as the guidelines have it.
  func vignettes(_ path: String, verbose: Bool) throws {
    let coder = coder()
    var (right, total) = (0, 0)
    var fired: Set<String> = []
    for line in try Files.read(path).split(separator: 0x0A) {
      let json = try JSON(parsing: Array(line))
      let setting = CodingSetting(rawValue: json["setting"]?.string ?? "") ?? .outpatient
      let text = Array((json["text"]?.string ?? "").utf8)
      let answer = coder.code(text, .init(setting: setting))
      for suggestion in answer.suggestions + answer.leftOut {
        if let reason = suggestion.reason { fired.insert(reason) }
        for step in suggestion.path where step.kind == "rule" {
          fired.insert(String(step.source.prefix { $0 != " " }))
        }
      }
      func list(_ name: String) -> Set<String> {
        Set((json[name]?.elements ?? []).compactMap(\.string).map { $0.filter { $0 != "." } })
      }
      let said = Set(answer.suggestions.map { $0.code.description })
      let (wanted, absent) = (list("codes"), list("absent"))
      let isPartial = json["partial"]?.bool == true
      let principal = json["principal"]?.string?.filter { $0 != "." }
      var faults: [String] = []
      faults += wanted.subtracting(said).sorted().map { "missing \($0)" }
      faults += absent.intersection(said).sorted().map { "wrong \($0)" }
      if !isPartial { faults += said.subtracting(wanted).sorted().map { "extra \($0)" } }
      if let principal, faults.isEmpty, answer.suggestions.first?.code.description != principal {
        faults.append("first \(answer.suggestions.first?.code.description ?? "-") not \(principal)")
      }
      for question in list("questions")
      where !answer.questions.contains(where: { $0.about == question }) {
        faults.append("no question \(question)")
      }
      for member in json["poa"]?.members ?? [] {
        let code = member.name.filter { $0 != "." }
        let found = answer.suggestions.first { $0.code.description == code }?.presence?.rawValue
        if let found, found != member.value.string { faults.append("\(code) present \(found)") }
      }
      total += 1
      if faults.isEmpty { right += 1; continue }
      guard verbose else { continue }
      print(
        "\(json["id"]?.string ?? "") [\(json["section"]?.string ?? "")] \(setting): \(faults.joined(separator: ", "))"
      )
      print("    \(String(decoding: text, as: UTF8.self).prefix(400))")
      for s in answer.suggestions {
        print(
          "      \(s.code) \(s.confidence) \(s.evidence.map { String(decoding: text[$0], as: UTF8.self) }) \(s.path.map { "\($0.kind):\($0.code):\($0.source)" }.joined(separator: ">"))"
        )
      }
      for s in answer.leftOut.prefix(6) {
        print(
          "      out \(s.code) \(s.confidence) \(s.reason ?? "") \(s.evidence.map { String(decoding: text[$0], as: UTF8.self) }) \(s.path.map { "\($0.kind):\($0.code):\($0.source)" }.joined(separator: ">"))"
        )
      }
    }
    let silent = knowledge.rules.names.map(\.id).filter { !fired.contains($0) }
    if verbose, !silent.isEmpty { print("rules that no vignette tests: \(silent)") }
    print("\(right) of \(total) vignettes")
  }
}
