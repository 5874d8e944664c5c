// SPDX-License-Identifier: Apache-2.0

public import Values

/// What coverage policies say of one line of a claim.
public struct LineNecessity: Sendable {
  /// What the modifiers of a line say of a notice to the patient.
  public enum Liability: String, Sendable {
    /// GA: denial is expected and the patient has signed a notice; the patient pays.
    case noticeOnFile = "notice-on-file"
    /// GZ: denial is expected and there is no notice; the provider bears the cost.
    case noNotice = "no-notice"
    /// GX: a voluntary notice for what the statute excludes; the patient pays.
    case voluntaryNotice = "voluntary-notice"
    /// GY: the statute excludes the service; the patient pays.
    case excluded
    /// None of them.
    case unstated
  }

  /// The number of the line.
  public let line: Int
  /// The service; nothing for a line without a code.
  public let code: PackedCode?
  /// The day of the service.
  public let day: CalendarDate
  /// The positions of the diagnoses that the line points to, from 1.
  public let pointed: [Int]
  /// What the policies say together.
  public let verdict: CoverageVerdict
  /// Every policy that names the service, those that apply first.
  public let policies: [PolicyReview]
  /// What the line's modifiers say.
  public let liability: Liability
  /// The modifier advised where denial is to be expected and the line has none: `GA` with a notice.
  public let advised: [String]
  /// What a limit of frequency says; nothing where the service has none.
  public let frequency: FrequencyReview?
  /// Everything that has to be said, in order.
  public let findings: [Finding]
}
