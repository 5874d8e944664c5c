// SPDX-License-Identifier: Apache-2.0

/// Where in an input or a claim a finding lies.
public enum Place: Hashable, Sendable {
  /// The claim or encounter as a whole.
  case claim
  /// The patient's part.
  case patient
  /// The coverage at a position, counted from 1.
  case coverage(Int)
  /// The provider in a role, such as `rendering`.
  case provider(String)
  /// The diagnosis at a position, counted from 1; 1 is the principal or first-listed one.
  case diagnosis(Int)
  /// The inpatient procedure at a position, counted from 1; 1 is the principal one.
  case procedure(Int)
  /// The service line with a number, counted from 1.
  case serviceLine(Int)
  /// A field of a document, by its path, such as `entry[3].resource.period.start`.
  case field(String)
  /// A line of a text file and its byte, both counted from 1; the byte may be unknown.
  case text(line: Int, byte: Int?)
  /// An element of an X12 transaction set.
  case element(loop: String, segment: String, element: Int)
}

extension Place: CustomStringConvertible {
  /// The place as a person would name it: `service line 2`.
  public var description: String {
    switch self {
    case .claim: "claim"
    case .patient: "patient"
    case .coverage(let number): "coverage \(number)"
    case .provider(let role): "\(role) provider"
    case .diagnosis(let number): "diagnosis \(number)"
    case .procedure(let number): "procedure \(number)"
    case .serviceLine(let number): "service line \(number)"
    case .field(let path): path
    case .text(let line, let byte): byte.map { "line \(line), byte \($0)" } ?? "line \(line)"
    case .element(let loop, let segment, let element):
      "loop \(loop), \(segment)\(element < 10 ? "0" : "")\(element)"
    }
  }
}
