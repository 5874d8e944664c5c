// SPDX-License-Identifier: Apache-2.0

import Storage
public import Values
public import X12

extension InterchangeFile {
  /// What a judgement is to rest on beyond the guides.
  public struct JudgeOptions: Sendable {
    /// The installation whose code sets are asked; nothing to judge codes by form only.
    public var installation: Installation?
    /// A table of rules of one payer or partner.
    public var rules: String?
    /// Types of test that are not wanted.
    public var skipped: Set<X12Finding.TestType> = []
    /// On how many processors transaction sets are judged; the answer is the same.
    public var jobs = 1

    /// Makes options.
    public init(installation: Installation? = Installation()) { self.installation = installation }

    /// Takes the findings of each transaction set, worded, as soon as it is complete, so that memory does not
    /// grow with the file. They are then in no report: no acknowledgement can be made of it.
    public var onFindings: (@Sendable ([JSON]) -> Void)?

    /// Leaves out types of test by their numbers, 1 to 7.
    public mutating func skip(_ types: [Int]) {
      skipped.formUnion(types.compactMap(X12Finding.TestType.init))
    }
  }

  /// Judges the file by all types of test.
  ///
  /// - Returns: Every finding with its place; see ``X12Report``.
  /// - Throws: ``WorkflowFailure`` where the file, the code sets or the rules cannot be read at all. A file
  ///   that is no interchange is no failure but a report that says so.
  public func judge(_ options: JudgeOptions = JudgeOptions()) throws(WorkflowFailure) -> X12Report {
    try judge(options) { _ in }
  }

  /// The same, and shows every segment to somebody else.
  func judge(
    _ options: JudgeOptions, also: (SegmentView) -> Void
  ) throws(WorkflowFailure) -> X12Report {
    var settings = X12Validator.Options()
    settings.skipped = options.skipped
    if let path = options.rules { settings.partnerRules = try Self.rules(at: path) }
    let codes = try Self.codes(options.installation)
    var stream: SegmentStream
    do throws(FileFailure) { stream = try open(tellsNews: true) } catch {
      throw WorkflowFailure(error)
    }
    var give: (([X12Finding]) -> Void)?
    if let worded = options.onFindings {
      let wording = Judgement(report: X12Report(), file: path, words: try words(options))
      give = { worded($0.map(wording.json)) }
    }
    do throws(FileFailure) {
      if options.jobs > 1 {
        var dispatcher = X12Dispatcher(guides: Assets.guides, codes: codes, options: settings)
        dispatcher.onFindings = give
        return try Self.judge(&stream, on: options.jobs, &dispatcher, also: also)
      }
      var validator = X12Validator(guides: Assets.guides, codes: codes, options: settings)
      validator.onFindings = give
      while true {
        let step = try stream.next()
        if !stream.news.isEmpty { validator.take(problems: stream.takeNews()) }
        if step == .end { break }
        if step == .segment {
          validator.take(stream.segment)
          also(stream.segment)
        }
      }
      return validator.finish()
    } catch {
      throw WorkflowFailure(error)
    }
  }

  private static func judge(
    _ stream: inout SegmentStream, on jobs: Int, _ dispatcher: inout X12Dispatcher,
    also: (SegmentView) -> Void
  ) throws(FileFailure) -> X12Report {
    let pool = JudgingPool(jobs: jobs)
    var step = SegmentStream.Step.segment
    while step != .end {
      step = try stream.next()
      if !stream.news.isEmpty { dispatcher.take(problems: stream.takeNews()) }
      if step == .segment {
        dispatcher.take(stream.segment)
        also(stream.segment)
      } else if step == .end {
        dispatcher.end()
      }
      while let batch = dispatcher.next() { pool.judge(batch) { dispatcher.put($0) } }
    }
    pool.finish { dispatcher.put($0) }
    return dispatcher.finish()
  }

  private static func codes(_ installation: Installation?) throws(WorkflowFailure) -> KnownCodes {
    do {
      // Without an installation the medical codes are judged by form, which is told once a list.
      return try KnownCodes(library: try? installation?.library())
    } catch {
      throw WorkflowFailure(any: error)
    }
  }

  private static func rules(at path: String) throws(WorkflowFailure) -> [Rule] {
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try Files.read(path) } catch { throw WorkflowFailure(error) }
    var faults: [GuideError] = []
    do throws(GuideError) {
      let rules = try Rule.rules(in: bytes, table: path)
      faults = Assets.guides.faults(with: rules)
      if faults.isEmpty { return rules }
    } catch {
      faults = [error]
    }
    throw WorkflowFailure(
      faults.map {
        Finding(
          "x12.rules.bad-line", .rejects, at: .text(line: $0.line, byte: nil),
          facts: [.init("code", $0.code.rawValue), .init("detail", $0.detail)])
      }, .unusable)
  }
}
