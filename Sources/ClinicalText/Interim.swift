// SPDX-License-Identifier: Apache-2.0
public struct ClinicalGrammar: Sendable {
  public init() {}
  public func read(_ text: some Sequence<UInt8>) -> ClinicalNote { ClinicalNote(NoteTokens(text)) }
}
public struct SectionKind: Hashable, Sendable, RawRepresentable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static let assessment = Self(rawValue: "assessment"), dischargeDiagnosis = Self(rawValue: "dd"), plan = Self(rawValue: "plan"), presentIllness = Self(rawValue: "hpi"), chiefComplaint = Self(rawValue: "cc"), pastHistory = Self(rawValue: "pmh"), surgicalHistory = Self(rawValue: "psh"), problemList = Self(rawValue: "pl"), examination = Self(rawValue: "pe"), vitals = Self(rawValue: "v"), reviewOfSystems = Self(rawValue: "ros"), results = Self(rawValue: "res"), medications = Self(rawValue: "med"), socialHistory = Self(rawValue: "soc"), hospitalCourse = Self(rawValue: "course"), narrative = Self(rawValue: "narrative"), familyHistory = Self(rawValue: "fh"), other = Self(rawValue: "other")
}
public struct NoteSection: Sendable { public var kind: SectionKind; public var tokens: Range<Int> }
public struct NoteSentence: Sendable {
  public enum Kind: Sendable { case prose, listItem, heading, problem }
  public var tokens: Range<Int>; public var section: Int; public var kind: Kind; public var problem: Int?
}
public struct Assertion: Hashable, Sendable {
  public enum Polarity: Sendable { case affirmed, negated, possible }
  public enum Time: Sendable { case current, historical }
  public enum Experiencer: Sendable { case patient, family, other }
  public enum Modality: Sendable { case actual, hypothetical, planned }
  public var polarity = Polarity.affirmed, time = Time.current, experiencer = Experiencer.patient, modality = Modality.actual
}
public struct ClinicalNote: Sendable {
  public let tokens: NoteTokens
  public var sections: [NoteSection] = []
  public var sentences: [NoteSentence] = []
  public var hasAssessment = false
  static func kind(_ h: String) -> SectionKind? {
    let h = h.lowercased()
    for (k, v) in [("assessment", SectionKind.assessment), ("impression", .assessment), ("a/p", .assessment), ("plan", .plan), ("chief", .chiefComplaint), ("cc", .chiefComplaint), ("history of present", .presentIllness), ("hpi", .presentIllness), ("family", .familyHistory), ("social", .socialHistory), ("past", .pastHistory), ("medical history", .pastHistory), ("pmh", .pastHistory), ("surgical", .surgicalHistory), ("exam", .examination), ("physical", .examination), ("vital", .vitals), ("review", .reviewOfSystems), ("ros", .reviewOfSystems), ("result", .results), ("medication", .medications)] where h.hasPrefix(k) { return v }
    return nil
  }
  init(_ t: NoteTokens) {
    tokens = t
    var section = NoteSection(kind: .narrative, tokens: 0..<0)
    sections = [section]
    var i = 0
    var problem: Int?
    while i < t.tokens.count {
      var e = i
      while e < t.tokens.count, t.tokens[e].kind != .lineEnd { e += 1 }
      if e > i {
        let text = t.words(of: Int(t.tokens[i].start)..<Int(t.tokens[e-1].end))
        if e - i <= 6, text.uppercased() == text || text.hasSuffix(":"), let k = Self.kind(text) {
          section = NoteSection(kind: k, tokens: i..<e); sections.append(section)
          if k == .assessment { hasAssessment = true }
          sentences.append(NoteSentence(tokens: i..<e, section: sections.count - 1, kind: .heading, problem: nil))
          problem = nil
        } else {
          var s = i
          while s < e {
            var q = s
            while q < e, !(t.tokens[q].kind == .mark && t.text[Int(t.tokens[q].start)] == 0x2E) { q += 1 }
            let end = min(e, q + 1)
            let whole = s == i && end == e
            let isHead = whole && section.kind == .assessment && e - i <= 12 && t.text[Int(t.tokens[i].start)] < 0x80
            if isHead { problem = sentences.count }
            sentences.append(NoteSentence(tokens: s..<end, section: sections.count - 1, kind: isHead ? .problem : .prose, problem: isHead ? nil : problem))
            s = end
          }
        }
      }
      i = e + 1
    }
  }
  public func assertion(of r: Range<Int>) -> Assertion {
    var a = Assertion()
    let s = sentences.first { $0.tokens.contains(r.lowerBound) }!
    for i in s.tokens.lowerBound..<r.lowerBound {
      switch String(decoding: tokens.form(of: tokens.tokens[i]), as: UTF8.self) { case "no", "denies", "deny", "without", "negative", "not": a.polarity = .negated; case "but": a.polarity = .affirmed; case "possible", "probable", "likely": a.polarity = .possible; default: break }
    }
    if sections[s.section].kind == .familyHistory { a.experiencer = .family }
    return a
  }
}
