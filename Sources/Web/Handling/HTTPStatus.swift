// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Values
import Workflows

extension WorkflowFailure {
  /// The HTTP status of a failure: each kind has one; what is not there, and who may not, have their own.
  var status: HTTPResponse.Status {
    switch findings.first?.rule {
    case "users.not-let-in": .unauthorized
    case "users.locked", "web.too-often": .tooManyRequests
    case "users.not-allowed", "web.foreign-form": .forbidden
    case let rule? where Self.isUnknown(rule): .notFound
    default:
      switch kind {
      case .rejected, .unusable: .unprocessableContent
      case .notInstalled: .serviceUnavailable
      case .machine: .internalServerError
      case .usage: .badRequest
      }
    }
  }

  private static func isUnknown(_ rule: String) -> Bool {
    rule.hasSuffix(".unknown") || rule.contains(".unknown-") || rule.hasSuffix(".none")
  }
}
