//! Whether a query would ask another service, wherever in it that stands.

use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// Whether `SERVICE` stands in a pattern, silent or not.
pub(super) fn asks_others(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Service { .. } => true,
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => false,
        GraphPattern::Join { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => asks_others(left) || asks_others(right),
        GraphPattern::LeftJoin { left, right, expression } => {
            asks_others(left) || asks_others(right) || expression.as_ref().is_some_and(in_expression)
        }
        GraphPattern::Filter { expr, inner } => in_expression(expr) || asks_others(inner),
        GraphPattern::Extend { inner, expression, .. } => in_expression(expression) || asks_others(inner),
        GraphPattern::OrderBy { inner, expression } => asks_others(inner) || expression.iter().any(in_order),
        GraphPattern::Group { inner, aggregates, .. } => {
            asks_others(inner) || aggregates.iter().any(|(_, aggregate)| in_aggregate(aggregate))
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => asks_others(inner),
    }
}

fn in_order(order: &OrderExpression) -> bool {
    match order {
        OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => in_expression(expression),
    }
}

fn in_aggregate(aggregate: &AggregateExpression) -> bool {
    match aggregate {
        AggregateExpression::CountSolutions { .. } => false,
        AggregateExpression::FunctionCall { expr, .. } => in_expression(expr),
    }
}

fn in_expression(expression: &Expression) -> bool {
    match expression {
        Expression::Exists(pattern) => asks_others(pattern),
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => false,
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => in_expression(a) || in_expression(b),
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => in_expression(a),
        Expression::If(a, b, c) => [a, b, c].into_iter().any(|it| in_expression(it)),
        Expression::In(a, list) => in_expression(a) || list.iter().any(in_expression),
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter().any(in_expression),
    }
}
